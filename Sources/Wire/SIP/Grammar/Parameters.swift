/// `;name=value` parameters in their order; names compare without regard to case.
package struct SIPParameters: Equatable, Sendable {
  package struct Parameter: Equatable, Sendable {
    package var name: String
    /// As written, quotes and escapes included; nil for a flag.
    package var value: String?
  }

  package private(set) var all: [Parameter] = []

  package init() {}

  /// Parses what follows the first semicolon of a header value. Spaces around `;` and `=` are allowed.
  init(_ text: some StringProtocol, header: String) throws(SIPParseError) {
    for item in text.split(at: UInt8(ascii: ";")) {
      let parts = item.split(at: UInt8(ascii: "="))
      guard let name = parts.first, name.isToken else { throw .badHeader(header) }
      if parts.count == 1 {
        all.append(Parameter(name: name, value: nil))
        continue
      }
      let value = item[item.utf8.index(after: item.utf8.firstIndex(of: UInt8(ascii: "=")) ?? item.startIndex)...]
        .trimmed()
      guard Self.isValue(value) else { throw .badHeader(header) }
      all.append(Parameter(name: name, value: value))
    }
  }

  /// Token, host or quoted string (`gen-value`).
  private static func isValue(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first else { return false }
    if first == UInt8(ascii: "\"") { return text.quotedContent() != nil }
    return bytes.allSatisfy { byte in
      byte.isToken || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ":")
        || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@") || byte >= 0x80
    }
  }

  package subscript(name: String) -> String? {
    all.first { $0.name.equalsIgnoringCase(name) }?.value
  }

  package func contains(_ name: String) -> Bool { all.contains { $0.name.equalsIgnoringCase(name) } }

  package mutating func set(_ name: String, _ value: String?) {
    if let place = all.firstIndex(where: { $0.name.equalsIgnoringCase(name) }) {
      all[place].value = value
    } else {
      all.append(Parameter(name: name, value: value))
    }
  }

  package mutating func remove(_ name: String) { all.removeAll { $0.name.equalsIgnoringCase(name) } }

  var text: String {
    all.map { parameter in parameter.value.map { ";\(parameter.name)=\($0)" } ?? ";\(parameter.name)" }.joined()
  }
}

extension StringProtocol {
  /// The text inside a whole quoted string, escapes undone; nil where it is not one (RFC 3261 §25.1 `quoted-string`).
  func quotedContent() -> String? {
    let bytes = Array(utf8)
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "\""), bytes[bytes.count - 1] == UInt8(ascii: "\"") else {
      return nil
    }
    var result: [UInt8] = []
    var place = 1
    while place < bytes.count - 1 {
      if bytes[place] == UInt8(ascii: "\"") { return nil }
      if bytes[place] == UInt8(ascii: "\\") {
        place += 1
        guard place < bytes.count - 1 else { return nil }
      }
      result.append(bytes[place])
      place += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
