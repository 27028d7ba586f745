import JSON
import Resources

enum TrunkShape {
  private static let registration = ObjectShape(
    title: "Registration", doc: "An account at the carrier's registrar.",
    fields: [
      Field(
        "registrar", .text(.hostPort), required: true, examples: ["sip.example.com:5060"], "Where it registers."),
      Field("username", .text(.any), required: true, examples: ["493012345"], "Name of the account, quoted."),
      Field(
        "secret", .text(.secret), required: true, examples: ["env:CARRIER_PASSWORD"],
        "Where the account's password lies; never the password itself."),
      Field(
        "expires", .durationIn(.seconds(60)...(.seconds(86_400))), default: "5m",
        "How long a registration is asked for; it is renewed before."),
    ])
  private static let acl = ObjectShape(
    title: "ACL", doc: "Addresses that may send signalling over this trunk, beside `sources`.",
    fields: [
      Field(
        "allow", .list(.text(.addressBlock)), examples: [["192.0.2.0/24"]],
        "Only these may. Without it all may that `deny` does not name."),
      Field("deny", .list(.text(.addressBlock)), examples: [["192.0.2.66"]], "These may not, whatever `allow` says."),
    ])
  private static let callerID = ObjectShape(
    title: "Caller ID", doc: "The number that calls out show.",
    fields: [
      Field(
        "default", .text(.phoneNumber), required: true, examples: ["+493012345678"],
        "Shown where the call says none, or one that is not allowed."),
      Field(
        "allowed", .list(.text(.phonePrefix)), examples: [["+493012345"]],
        "What a number that a call shows must start with."),
      Field("anonymous", .boolean, default: false, "Calls out show no number."),
    ])
  private static let transports = Shape.list(
    .choice([
      Choice("udp", "SIP over UDP."),
      Choice("tcp", carriedOut: false, "SIP over TCP."),
      Choice("tls", carriedOut: false, "SIP over TLS."),
      Choice("ws", carriedOut: false, "SIP over WebSocket."),
      Choice("wss", carriedOut: false, "SIP over WebSocket with TLS."),
    ]), least: 1)
  private static let codecs = Shape.list(
    .choice([
      Choice("PCMU", "G.711 µ-law, 8 kHz."),
      Choice("PCMA", "G.711 A-law, 8 kHz."),
      Choice("G722", carriedOut: false, "G.722, 16 kHz."),
      Choice("opus", carriedOut: false, "Opus, 48 kHz."),
    ]), least: 1)

  static let spec = ObjectShape(
    title: "Trunk",
    doc: "A carrier or a PBX that may send calls here, known by its source addresses or by a registration.",
    fields: [
      Field(
        "sources", .list(.text(.addressBlock)), examples: [["192.0.2.0/24"]], "IPv4 addresses or blocks it sends from."),
      Field(
        "registration", .object(registration),
        examples: [
          ["registrar": "sip.example.com", "username": "493012345", "secret": "env:CARRIER_PASSWORD"]
        ], carriedOut: false, "An account at the carrier's registrar, where the carrier wants one."),
      Field(
        "hosts", .list(.text(.hostPort)), examples: [["sip.example.com:5060"]], carriedOut: false,
        "Where calls out are sent to, in order."),
      Field("transports", transports, default: ["udp"], "How signalling travels, in order of preference."),
      Field("codecs", codecs, default: ["PCMU", "PCMA"], "Codecs in order of preference."),
      Field(
        "srtp",
        .choice([
          Choice("off", "Audio travels in clear."),
          Choice("optional", carriedOut: false, "Audio is encrypted where the other side can."),
          Choice("required", carriedOut: false, "A call whose audio cannot be encrypted is refused."),
        ]), default: "off", "Whether audio is encrypted."),
      Field(
        "acl", .object(acl), examples: [["deny": ["192.0.2.66"]]], carriedOut: false,
        "Addresses that may send signalling over this trunk, beside `sources`."),
      Field(
        "optionsKeepalive", .durationIn(.seconds(5)...(.seconds(3600))), examples: ["30s"], carriedOut: false,
        "How often its hosts are asked whether they answer. Without it they are not asked."),
      Field(
        "callerId", .object(callerID), examples: [["default": "+493012345678"]], carriedOut: false,
        "The number that calls out show."),
      Field(
        "concurrentCalls", .integer(1...1_000_000), examples: [30], carriedOut: false,
        "Channels: calls at a time. Without it there is no limit of its own."),
    ])
}
