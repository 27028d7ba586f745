import Digest
import JSON
import Secrets

/// Replaces what looks like the value of a secret by a fingerprint, so that a change of it shows and it does not.
enum SecretMask {
  /// - Parameter name: of the field whose value it is.
  static func masked(_ value: JSONValue, under name: String = "") -> JSONValue {
    switch value {
    case .string(let text): .string(masked(text, under: name))
    case .array(let elements): .array(elements.map { masked($0, under: name) })
    case .object(let object):
      .object(JSONObject(distinct: object.members.map { (masked($0.name), masked($0.value, under: $0.name)) }))
    default: value
    }
  }

  /// `env:` and `file:` references are no secrets and stay.
  static func masked(_ text: String, under name: String = "") -> String {
    if text.hasPrefix("env:") || text.hasPrefix("file:") { return text }
    if SecretText.isSecretField(name) { return fingerprint(text) }
    return SecretText.masked(text, fingerprint: fingerprint)
  }

  private static func fingerprint(_ text: String) -> String { "sha256:\(SHA256.hexadecimal(text.utf8).prefix(12))" }
}
