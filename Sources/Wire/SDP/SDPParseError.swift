/// Why bytes are not a session description (RFC 8866); lines count from 1.
package enum SDPParseError: Error, Equatable, Sendable {
  case tooLarge(bytes: Int)
  case tooManyLines
  case notText
  case badLine(Int)
  /// A mandatory line (`v`, `o`) is missing.
  case missing(String)
}
