/// JSON Pointers (RFC 6901).
enum JSONPointer {
  /// The pointer with one more reference token.
  static func appending(_ token: String, to pointer: String) -> String {
    var result = pointer
    append(token, to: &result)
    return result
  }

  static func append(_ token: String, to pointer: inout String) {
    pointer += "/"
    guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      pointer += token
      return
    }
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": pointer += "~0"
      case "/": pointer += "~1"
      default: pointer.unicodeScalars.append(scalar)
      }
    }
  }

  /// The reference tokens, unescaped; nil where the text is no pointer.
  static func tokens(_ pointer: String) -> [String]? {
    if pointer.isEmpty { return [] }
    guard pointer.hasPrefix("/") else { return nil }
    var tokens: [String] = []
    for part in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard part.utf8.contains(UInt8(ascii: "~")) else {
        tokens.append(String(part))
        continue
      }
      var token = ""
      var scalars = part.unicodeScalars.makeIterator()
      while let scalar = scalars.next() {
        guard scalar == "~" else {
          token.unicodeScalars.append(scalar)
          continue
        }
        switch scalars.next() {
        case "0": token += "~"
        case "1": token += "/"
        default: return nil
        }
      }
      tokens.append(token)
    }
    return tokens
  }
}
