/// Why a text is not JSON, and where.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Reason: Sendable, Equatable {
    case unexpectedEnd, unexpectedByte(UInt8), badNumber, badEscape, badUTF8, controlCharacter, trailingBytes
    case tooDeep, tooLong
  }
  package var reason: Reason
  /// Byte offset from the start of the text.
  package var offset: Int

  package var description: String { "not JSON at byte \(offset): \(reason)" }
}

/// Parses one JSON text (RFC 8259), strictly, in time linear in its length.
///
/// Limits: `maximumBytes` for the text, `maximumDepth` for nested arrays and objects.
package struct JSONParser {
  package static let maximumDepth = 128
  package static let maximumBytes = 16 << 20

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    guard bytes.count <= maximumBytes else { throw JSONError(reason: .tooLong, offset: maximumBytes) }
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.index == bytes.count else { throw parser.error(.trailingBytes) }
    return value
  }

  package static func parse(_ text: String) throws(JSONError) -> JSONValue { try parse(Array(text.utf8)) }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason: reason, offset: index) }

  private func unexpected() -> JSONError {
    index < bytes.count ? error(.unexpectedByte(bytes[index])) : error(.unexpectedEnd)
  }

  private mutating func skipSpace() {
    while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard index < bytes.count else { throw error(.unexpectedEnd) }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw error(.tooDeep) }
    depth += 1
    index += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [(String, JSONValue)] = []
    var positions: [String: Int] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(JSONObject()) }
    while true {
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw unexpected() }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected() }
      let member = try value()
      if let position = positions[name] {
        members[position].1 = member
      } else {
        positions[name] = members.count
        members.append((name, member))
      }
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw unexpected() }
      return .object(JSONObject(distinct: members))
    }
  }

  private mutating func array() throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      elements.append(try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw unexpected() }
      return .array(elements)
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { throw error(.unexpectedEnd) }
    for offset in 0..<count where bytes[index + offset] != word.utf8Start[offset] {
      index += offset
      throw unexpected()
    }
    index += count
    return value
  }

  private mutating func digits() -> Int {
    let start = index
    while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
    return index - start
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let first = index
    let whole = digits()
    guard whole > 0 else { throw unexpected() }
    if whole > 1, bytes[first] == UInt8(ascii: "0") { throw error(.badNumber) }
    var exact = true
    if take(UInt8(ascii: ".")) {
      exact = false
      guard digits() > 0 else { throw unexpected() }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      exact = false
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      guard digits() > 0 else { throw unexpected() }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if exact, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw error(.badNumber) }
    return .number(value)
  }

  private mutating func string() throws(JSONError) -> String {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
      guard bytes[index] >= 0x20 else { throw error(.controlCharacter) }
      index += 1
    }
    guard index < bytes.count else { throw error(.unexpectedEnd) }
    if bytes[index] == UInt8(ascii: "\"") {
      let text = try validated(bytes[start..<index])
      index += 1
      return text
    }
    return try escaped(from: start)
  }

  private mutating func escaped(from start: Int) throws(JSONError) -> String {
    var buffer = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return try validated(buffer[...])
      case UInt8(ascii: "\\"): try escape(into: &buffer)
      case 0..<0x20: throw error(.controlCharacter)
      default: buffer.append(byte)
      }
    }
    throw error(.unexpectedEnd)
  }

  private func validated(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw error(.badUTF8) }
    return text
  }

  private mutating func escape(into buffer: inout [UInt8]) throws(JSONError) {
    guard index < bytes.count else { throw error(.unexpectedEnd) }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"): buffer.append(contentsOf: Array(String(try unicodeScalar()).utf8))
    default: throw error(.badEscape)
    }
  }

  /// A surrogate without its other half becomes U+FFFD: speech services do send such text and the rest is still wanted.
  private mutating func unicodeScalar() throws(JSONError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let high = try hexadecimal()
    guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) ?? replacement }
    let mark = index
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      index = mark
      return replacement
    }
    let low = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(low) else {
      index = mark
      return replacement
    }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) ?? replacement
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard index + 4 <= bytes.count else { throw error(.unexpectedEnd) }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, bytes[index] < 0x80 else {
        throw error(.badEscape)
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
