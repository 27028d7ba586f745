/// The forms that the keys of well known services have.
struct SecretFormat {
  var prefix: String
  /// Characters after the prefix.
  var length: ClosedRange<Int>
  var what: String
  /// Letters and digits only; otherwise `-` and `_` too.
  var isPlain = true
  /// Capital letters and digits only.
  var isCapital = false

  static let all: [SecretFormat] =
    ["AKIA", "ASIA", "AROA", "AIDA"].map {
      SecretFormat(prefix: $0, length: 16...16, what: "an AWS access key", isCapital: true)
    }
    + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map {
      SecretFormat(prefix: $0, length: 36...255, what: "a GitHub token")
    }
    + ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-"].map {
      SecretFormat(prefix: $0, length: 16...255, what: "a Slack token", isPlain: false)
    }
    + ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"].map {
      SecretFormat(prefix: $0, length: 16...255, what: "a Stripe key")
    } + [
      SecretFormat(prefix: "github_pat_", length: 36...255, what: "a GitHub token", isPlain: false),
      SecretFormat(prefix: "glpat-", length: 20...255, what: "a GitLab token", isPlain: false),
      SecretFormat(prefix: "sk-ant-", length: 20...255, what: "an Anthropic key", isPlain: false),
      SecretFormat(prefix: "sk-", length: 20...255, what: "an OpenAI key", isPlain: false),
      SecretFormat(prefix: "sk_", length: 40...255, what: "an ElevenLabs key"),
      SecretFormat(prefix: "SK", length: 32...32, what: "a Twilio key"),
      SecretFormat(prefix: "AIza", length: 35...35, what: "a Google key", isPlain: false),
      SecretFormat(prefix: "ya29.", length: 20...400, what: "a Google token", isPlain: false),
      SecretFormat(prefix: "hf_", length: 30...64, what: "a Hugging Face token"),
      SecretFormat(prefix: "gsk_", length: 40...64, what: "a Groq key"),
      SecretFormat(prefix: "npm_", length: 36...36, what: "an npm token"),
      SecretFormat(prefix: "dop_v1_", length: 64...64, what: "a DigitalOcean token"),
    ]

  /// The secret that the word is; words have no dots.
  static func find(_ bytes: [UInt8], _ word: Range<Int>) -> SecretScan.Find? {
    if let token = webToken(bytes, word) { return token }
    for format in all where bytes[word].starts(with: format.prefix.utf8) {
      let rest = bytes[word].dropFirst(format.prefix.utf8.count)
      guard format.length.contains(rest.count), rest.contains(where: { (0x30...0x39).contains($0) }),
        rest.allSatisfy(format.accepts)
      else { continue }
      return SecretScan.Find(bytes: word, what: format.what)
    }
    return nil
  }

  private func accepts(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A: true
    case 0x61...0x7A: !isCapital
    case UInt8(ascii: "-"), UInt8(ascii: "_"): !isPlain
    default: false
    }
  }

  /// A JSON Web Token (RFC 7519): two objects and a signature in base64, dots between.
  private static func webToken(_ bytes: [UInt8], _ word: Range<Int>) -> SecretScan.Find? {
    guard bytes[word].starts(with: "eyJ".utf8) else { return nil }
    var end = word.upperBound
    for _ in 0..<2 {
      guard end < bytes.count, bytes[end] == UInt8(ascii: ".") else { return nil }
      let start = end + 1
      end = bytes[start...].firstIndex { !SecretScan.isPart($0) } ?? bytes.count
      guard end - start >= 8 else { return nil }
    }
    return SecretScan.Find(bytes: word.lowerBound..<end, what: "a JSON Web Token")
  }

  /// Secrets told by what stands before them.
  static func blocks(in bytes: [UInt8]) -> [SecretScan.Find] {
    var found: [SecretScan.Find] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "-") where bytes[index...].starts(with: "-----BEGIN ".utf8):
        let line = bytes[(index + 11)...].prefix(64).prefix { $0 != 0x0A }
        if contains(line, privateKey) {
          found.append(SecretScan.Find(bytes: index..<bytes.count, what: "a private key"))
          return found
        }
        index += 11
      case UInt8(ascii: "B"), UInt8(ascii: "b"):
        let end = bearer(bytes, index)
        if let end { found.append(SecretScan.Find(bytes: (index + 7)..<end, what: "a bearer token")) }
        index = end ?? index + 1
      case UInt8(ascii: "h") where bytes[index...].starts(with: "hooks.slack.com/services/".utf8):
        let start = index + 25
        let end = bytes[start...].firstIndex { !SecretScan.isPart($0) } ?? bytes.count
        if end - start >= 20 { found.append(SecretScan.Find(bytes: start..<end, what: "a Slack webhook")) }
        index = end
      default: index += 1
      }
    }
    return found
  }

  private static let privateKey = Array("PRIVATE KEY-----".utf8)

  private static func contains(_ line: ArraySlice<UInt8>, _ text: [UInt8]) -> Bool {
    var rest = line
    while rest.count >= text.count {
      if rest.starts(with: text) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// Where a `Bearer` token that starts at the index ends (RFC 6750).
  private static func bearer(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard bytes.count - index >= 7 + 16, bytes[index + 6] == 0x20,
      String(decoding: bytes[index..<(index + 6)], as: UTF8.self).lowercased() == "bearer"
    else { return nil }
    let token = bytes[(index + 7)...].prefix {
      SecretScan.isPart($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "~")
    }
    guard token.count >= 16, token.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    return token.endIndex
  }
}
