/// What a text must look like.
package enum TextForm: String, Sendable, CaseIterable {
  case any
  /// The name of a resource: lower case letters, digits and inner hyphens.
  case name
  /// The name of something inside a resource.
  case identifier
  case phoneNumber
  /// The start of phone numbers.
  case phonePrefix
  case sipURI
  /// Where calls may be transferred to: a SIP URI, the start of one, or a phone prefix.
  case destination
  case webURL
  case gitURL
  case gitBranch
  case host
  case hostPort
  case addressBlock
  case portRange
  /// A file or a directory.
  case path
  case secret
  /// A secret in a file.
  case secretFile
  case language
  case date
  case timeZone
  case currency
  case percent
  case openingHours
  case condition
  /// Keys of a telephone.
  case keys
  case natsURL
  case natsSubject
  /// A type of event, or all that start alike.
  case eventPattern

  /// A regular expression (ECMA 262) for editors; the checks below are what holds.
  package var pattern: String? { facts.pattern }
  /// What the text must be, as the end of "must be …".
  package var description: String { facts.description }
  /// A text of the form.
  package var example: String { facts.example }

  private var facts: (pattern: String?, description: String, example: String) {
    switch self {
    case .any: (nil, "a text", "text")
    case .name:
      (
        "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "a name of lower case letters, digits and inner hyphens, at most 63",
        "pizzeria"
      )
    case .identifier:
      (
        "^[A-Za-z][A-Za-z0-9_-]{0,63}$", "a name of letters, digits, `_` and `-` that starts with a letter", "order"
      )
    case .phoneNumber:
      (
        "^\\+?[0-9*#]{1,20}$", "a phone number: digits, `*` and `#`, with an optional leading `+`", "+493012345678"
      )
    case .phonePrefix:
      ("^\\+?[0-9]{1,15}$", "the first digits of phone numbers, with an optional leading `+`", "+49")
    case .sipURI: ("^sips?:[^\\s@]+(@[^\\s@]+)?$", "a SIP URI such as `sip:staff@example.com`", "sip:200@192.0.2.10")
    case .destination:
      (
        "^(sips?:[^\\s@]+(@[^\\s@]+)?|\\+?[0-9]{1,15})$",
        "a SIP URI such as `sip:staff@example.com`, `sip:*@example.com`, or the first digits of phone numbers",
        "sip:*@192.0.2.10"
      )
    case .webURL:
      ("^https?://[^\\s/][^\\s]*$", "an address that starts with `http://` or `https://`", "https://example.com")
    case .gitURL:
      (
        "^(https://|ssh://|file:///|/|[A-Za-z0-9._-]+@[A-Za-z0-9._-]+:)[^\\s]+$",
        "the address of a Git repository: `https://…`, `ssh://…`, `user@host:path` or `file:///path`",
        "https://git.example.com/voice/bots.git"
      )
    case .gitBranch:
      ("^[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$", "the name of a branch such as `main`", "main")
    case .host: ("^[A-Za-z0-9:._-]{1,253}$", "a host name or an address", "127.0.0.1")
    case .hostPort: ("^[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?$", "a host, or `host:port`", "sip.example.com:5060")
    case .addressBlock:
      (
        "^[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?$", "an IPv4 address or block such as `192.0.2.0/24`",
        "192.0.2.0/24"
      )
    case .portRange: ("^[0-9]{1,5}-[0-9]{1,5}$", "a range of ports such as `16384-32767`", "16384-32767")
    case .path: ("^[^\\u0000-\\u001f\\u007f]+$", "the path of a file", "certificates/api.pem")
    case .secret:
      ("^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$", "a reference, `env:NAME` or `file:/path`", "env:SERVICE_KEY")
    case .secretFile: ("^file:.+$", "a reference to a file, `file:/path`", "file:/run/secrets/deploy-key")
    case .language: ("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "a language tag such as `en-US`", "en-US")
    case .date: ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day such as `2026-12-31`", "2026-12-31")
    case .timeZone:
      (
        "^(UTC|[A-Z][A-Za-z_+-]*[A-Za-z0-9]*(/[A-Za-z0-9_+-]+){1,2})$",
        "a name of the time zone database such as `Europe/Berlin`, or `UTC`", "Europe/Berlin"
      )
    case .currency: ("^[A-Z]{3}$", "a currency's three letters (ISO 4217) such as `EUR`", "EUR")
    case .percent: ("^[0-9]{1,3}(\\.[0-9]+)?%$", "a share such as `50%`", "50%")
    case .openingHours:
      (
        "^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)([,-](Mon|Tue|Wed|Thu|Fri|Sat|Sun))* [0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$",
        "days and times such as `Mon-Fri 10:00-22:00` or `Sat,Sun 12:00-02:00`", "Mon-Fri 10:00-22:00"
      )
    case .condition:
      (
        "^(errorRate|abandonRate|transferRate) *(<|<=|>|>=) *[0-9]+(\\.[0-9]+)?%$"
          + "|^latency\\.p(50|95|99) *(<|<=|>|>=) *[0-9]{1,15}(ms|s|m|h|d)$",
        "a measure and its bound such as `errorRate > 2%` or `latency.p95 > 1500ms`; the measures are "
          + Condition.Metric.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "), "errorRate > 2%"
      )
    case .keys: ("^[0-9*#]{1,8}$", "keys of a telephone: digits, `*` and `#`, at most 8", "1")
    case .natsURL: ("^(nats|tls)://[^\\s/]+$", "an address such as `nats://127.0.0.1:4222`", "nats://127.0.0.1:4222")
    case .natsSubject:
      (
        "^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$", "a subject such as `voicebot.events`: words with dots between",
        "voicebot.events"
      )
    case .eventPattern:
      (
        "^([A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*(\\.\\*)?|\\*)$",
        "a type of event such as `call.ended`, or `call.*` for all that start so", "call.*"
      )
    }
  }
}
