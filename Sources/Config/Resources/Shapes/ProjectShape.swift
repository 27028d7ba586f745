import JSON

private let port = Shape.integer(1...65535)

enum ProjectShape {
  private static let sip = ObjectShape(
    title: "SIP", doc: "Where SIP over UDP is received.",
    fields: [
      Field("host", .text(.host), default: "127.0.0.1", "Address to bind. Only loopback is safe without a firewall."),
      Field("port", port, default: 5060, "UDP port."),
    ])
  private static let api = ObjectShape(
    title: "API", doc: "Where the API and the event stream are served.",
    fields: [
      Field("host", .text(.host), default: "127.0.0.1", "Address to bind."),
      Field("port", port, default: 8080, "TCP port."),
    ])
  private static let media = ObjectShape(
    title: "Media", doc: "Where audio is received.",
    fields: [
      Field("host", .text(.host), default: "127.0.0.1", "Address to bind, and the one named in SDP answers."),
      Field("ports", .text(.portRange), default: "16384-32767", "UDP ports for RTP; each call takes two."),
    ])
  private static let runtime = ObjectShape(
    title: "Runtime", doc: "How `voicebot serve` binds and where it keeps data.",
    fields: [
      Field("sip", .object(sip), "Where SIP over UDP is received."),
      Field("api", .object(api), "Where the API and the event stream are served."),
      Field("media", .object(media), "Where audio is received."),
      Field(
        "data", .text(.any), examples: ["data"],
        "Directory of events, recordings and the scenarios' databases, relative to the repository. Without it the runtime uses its own default."
      ),
    ])
  static let spec = ObjectShape(
    title: "Project", doc: "The project: settings of the repository as a whole.",
    fields: [
      Field("defaultTenant", .text(.name), "Tenant of resources that lie in no tenant's folder and name none."),
      Field("policies", PolicyShape.policies, "Rules over the resources that checking and the runtime both enforce."),
      Field("lint", LintShape.lint, "How serious each finding is: a code with `off`, `warning` or `error`."),
      Field("runtime", .object(runtime), "How `voicebot serve` binds and where it keeps data."),
    ],
    later: ["contexts", "environments"])
}

enum TenantShape {
  static let spec = ObjectShape(
    title: "Tenant", doc: "A tenant: quotas for its bots. Nothing of one tenant is reachable from another.",
    fields: [
      Field(
        "concurrentCalls", .integer(1...1_000_000),
        "Calls at a time over all its bots. Without it there is no limit of its own."),
      Field(
        "retention", .duration, examples: ["30d"],
        "How long recordings and transcripts are kept. Without it they are kept."),
    ],
    later: ["callsPerSecond", "spend", "redaction", "transferDestinations", "providers", "turns"])
}

enum TrunkShape {
  static let spec = ObjectShape(
    title: "Trunk", doc: "A carrier or a PBX that may send calls here, known by its source addresses.",
    fields: [
      Field(
        "sources", .list(.text(.addressBlock)), examples: [["192.0.2.0/24"]], "IPv4 addresses or blocks it sends from."),
      Field("hosts", .list(.text(.hostPort)), examples: [["sip.example.com:5060"]], "Where calls out are sent to."),
      Field(
        "codecs",
        .list(.choice([Choice("PCMU", "G.711 µ-law, 8 kHz."), Choice("PCMA", "G.711 A-law, 8 kHz.")]), least: 1),
        default: ["PCMU", "PCMA"], "Codecs in order of preference."),
      Field("concurrentCalls", .integer(1...1_000_000), "Calls at a time. Without it there is no limit of its own."),
    ],
    later: [
      "registration", "transports", "srtp", "acl", "secretRef", "secret", "optionsKeepalive", "callerId",
    ])
}

enum ProviderShape {
  static let spec = ObjectShape(
    title: "Provider", doc: "One speech or language service that the tenant's bots may name.",
    fields: [
      Field(
        "driver",
        .choice([
          Choice(
            "openai-chat", "A brain: any server of OpenAI's chat completions protocol. Needs `endpoint` and `model`."),
          Choice("local", "The embedded speech engines, for `speechToText` and `voice`."),
          Choice("flow", "The deterministic brain: it carries out the scenario's steps."),
          Choice("echo", "A brain that returns the caller's own audio."),
        ]), required: true, "The protocol spoken to the service."),
      Field("endpoint", .text(.webURL), examples: ["http://127.0.0.1:8811/v1"], "Base address of the service."),
      Field("model", .text(.any), examples: ["gpt-4o-mini"], "Model asked for."),
      Field(
        "secret", .text(.secret), examples: ["env:OPENAI_API_KEY"],
        "Where the service's key lies; never the key itself."),
      Field("timeout", .duration, default: "5s", "Longest wait for the first byte of an answer."),
      Field("concurrency", .integer(1...100_000), "Requests at a time. Without it there is no limit."),
      Field("temperature", .number(0...2), "Randomness of answers. Without it the service's own default holds."),
      Field(
        "maxTokens", .integer(1...1_000_000), "Longest answer, in tokens. Without it the service's own default holds."),
    ],
    later: ["price", "secretRef", "limits"])
}
