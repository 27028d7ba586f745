import JSON
import Resources

enum ProjectShape {
  private static let port = Shape.integer(1...65535)

  private static let context = ObjectShape(
    title: "Context", doc: "A running server that commands may speak to.",
    fields: [
      Field(
        "server", .text(.webURL), required: true, examples: ["https://voice.example.com:8443"],
        "Address of the server's API."),
      Field(
        "protected", .boolean, default: false,
        "Commands that change something ask for the context's name first, or want `--yes`."),
    ])
  private static let sip = ObjectShape(
    title: "SIP", doc: "Where SIP over UDP is received.",
    fields: [
      Field("host", .text(.host), default: "127.0.0.1", "Address to bind. Only loopback is safe without a firewall."),
      Field("port", port, default: 5060, "UDP port."),
    ])
  private static let tls = ObjectShape(
    title: "TLS", doc: "The certificate that the API shows.",
    fields: [
      Field(
        "certificate", .text(.path), required: true, examples: ["/etc/voicebot/api.pem"],
        "File of the certificate and its chain, in PEM."),
      Field(
        "key", .text(.path), required: true, examples: ["/etc/voicebot/api-key.pem"],
        "File of the private key, in PEM. It does not belong in the repository."),
    ])
  private static let api = ObjectShape(
    title: "API", doc: "Where the API and the event stream are served.",
    fields: [
      Field(
        "host", .text(.host), default: "127.0.0.1",
        "Address to bind. Another one than loopback needs `tls` and `authentication: token`."),
      Field("port", port, default: 8080, "TCP port."),
      Field("tls", .object(tls), "The certificate that the API shows. Without it the API is served in clear."),
      Field(
        "authentication",
        .choice([
          Choice("none", "Whoever reaches the port may do everything. Loopback only."),
          Choice("token", "Each request carries a token, which has a role and may be of one tenant."),
        ]), default: "none", "Who may use the API."),
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
        "data", .text(.path), examples: ["data"],
        "Directory of events, recordings and the scenarios' databases, relative to the repository. Without it the "
          + "runtime uses its own default."),
    ])
  private static let source = ObjectShape(
    title: "Source", doc: "The remote repository that the runtime follows.",
    fields: [
      Field(
        "url", .text(.gitURL), required: true, examples: ["https://git.example.com/voice/bots.git"],
        "Address of the repository. It holds no secret."),
      Field("branch", .text(.gitBranch), default: "main", "The branch whose last commit is wanted."),
      Field(
        "poll", .durationIn(.seconds(1)...(.seconds(86_400))), default: "30s",
        "How often the branch is asked for. A webhook makes it sooner."),
      Field(
        "secret", .text(.secret), examples: ["env:GIT_TOKEN"], "The token or password for `https`. Never the value."),
      Field(
        "ca", .text(.path), examples: ["certificates/git-ca.pem"],
        "File of the authority that signed the server's certificate, in PEM. Without it the system's are trusted."),
      Field(
        "sshKey", .text(.secretFile), examples: ["file:/run/secrets/deploy-key"],
        "File of the ed25519 private key for `ssh`."),
      Field(
        "knownHosts", .text(.path), examples: ["certificates/known_hosts"],
        "File of the keys of `ssh` servers. A server that is not in it is not spoken to."),
      Field(
        "signers", .text(.path), examples: ["certificates/allowed_signers"],
        "File of those whose signature on a commit counts, in the format of `ssh-keygen`."),
    ])
  private static let sync = ObjectShape(
    title: "Sync", doc: "What the runtime may do by itself when the branch moves.",
    fields: [
      Field(
        "pruneLimit", .text(.percent), default: "50%",
        "A commit that would delete a larger share of the resources is not taken by itself.")
    ])

  static let spec = ObjectShape(
    title: "Project", doc: "The project: settings of the repository as a whole.",
    fields: [
      Field(
        "defaultTenant", .text(.name), examples: ["roma"],
        "Tenant of resources that lie in no tenant's folder and name none."),
      Field(
        "contexts", .map(.name, .object(context)),
        examples: [["production": ["server": "https://voice.example.com:8443", "protected": true]]],
        "Running servers, by the name that `--context` takes."),
      Field("policies", PolicyShape.policies, "Rules over the resources that checking and the runtime both enforce."),
      Field(
        "lint", LintShape.lint, examples: [["VB0302": "off"]],
        "How serious each finding is: a code with `off`, `warning` or `error`."),
      Field(
        "environments", .list(.text(.name)), examples: [["staging", "production"]],
        "Names of the environments; `environments/<name>.yaml` says what each changes."),
      Field("runtime", .object(runtime), "How `voicebot serve` binds and where it keeps data."),
      Field("source", .object(source), "The remote repository that the runtime follows."),
      Field("sync", .object(sync), "What the runtime may do by itself when the branch moves."),
    ], shown: ["contexts", "environments", "source"])
}
