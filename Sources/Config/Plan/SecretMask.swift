import Digest
import JSON
import Resources

/// Replaces what looks like the value of a secret by a fingerprint, so that a change of it shows and it does not.
enum SecretMask {
  static func masked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(masked(text))
    case .array(let elements): .array(elements.map(masked))
    case .object(let object):
      .object(JSONObject(distinct: object.members.map { (masked($0.name), masked($0.value)) }))
    default: value
    }
  }

  /// `env:` and `file:` references are no secrets and stay.
  static func masked(_ text: String) -> String {
    if text.hasPrefix("env:") || text.hasPrefix("file:") { return text }
    return SecretText.masked(text) { "sha256:\(SHA256.hexadecimal($0.utf8).prefix(12))" }
  }
}
