/// What a scalar is by the core schema of YAML 1.2 (section 10.3.2).
package enum YAMLResolved: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// Also integers that do not fit 64 bits.
  case number(Double)
  case string
}

extension YAMLScalar {
  /// Only a plain scalar can be something else than a string.
  package var resolved: YAMLResolved {
    guard style == .plain else { return .string }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: return Self.number(Array(text.utf8)) ?? .string
    }
  }

  private static func number(_ bytes: [UInt8]) -> YAMLResolved? {
    guard let first = bytes.first, first < 0x3A else { return nil }
    if bytes.starts(with: [0x30, 0x6F]) { return radix(bytes.dropFirst(2), 8) }
    if bytes.starts(with: [0x30, 0x78]) { return radix(bytes.dropFirst(2), 16) }
    let isSigned = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    let body = isSigned ? bytes.dropFirst() : bytes[...]
    let text = String(decoding: body, as: UTF8.self)
    if [".inf", ".Inf", ".INF"].contains(text) {
      return .number(first == UInt8(ascii: "-") ? -.infinity : .infinity)
    }
    guard let isInteger = decimal(body) else { return nil }
    let whole = String(decoding: bytes, as: UTF8.self)
    if isInteger, let value = Int64(whole) { return .integer(value) }
    return (Double(whole) ?? Double("0" + text)).map { .number($0) }
  }

  private static func radix(_ digits: ArraySlice<UInt8>, _ radix: Int) -> YAMLResolved? {
    let text = String(decoding: digits, as: UTF8.self)
    guard let first = digits.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { return nil }
    return Int64(text, radix: radix).map { .integer($0) }
  }

  /// Whether the unsigned decimal is an integer; nil where it is no number.
  private static func decimal(_ bytes: ArraySlice<UInt8>) -> Bool? {
    var rest = bytes
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty { return whole.isEmpty ? nil : true }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = rest.prefix(while: isDigit)
      if whole.isEmpty, fraction.isEmpty { return nil }
      rest = rest.dropFirst(fraction.count)
    } else if whole.isEmpty {
      return nil
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard !rest.isEmpty else { return nil }
      rest = rest.drop(while: isDigit)
    }
    return rest.isEmpty ? false : nil
  }
}
