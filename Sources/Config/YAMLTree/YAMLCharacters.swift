/// What may stand in a file before any syntax is looked at.
enum YAMLCharacters {
  static let startOfFile = YAMLRange(
    start: YAMLPosition(line: 1, column: 1), end: YAMLPosition(line: 1, column: 1))

  /// The bytes after the byte order mark, where there is one.
  static func checked(_ bytes: [UInt8]) throws(YAMLProblem) -> ArraySlice<UInt8> {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let offender = offender(in: content) {
      throw YAMLProblem(reason: .character(offender.scalar), range: range(of: offender.index, in: content))
    }
    if let index = invalid(in: content) {
      throw YAMLProblem(reason: .notUTF8, range: range(of: index, in: content))
    }
    if let index = directive(in: content) {
      throw YAMLProblem(reason: .directive, range: range(of: index, in: content))
    }
    return content
  }

  /// Control characters, U+0085, U+2028 and U+2029 (line breaks to YAML 1.1 only), byte order marks, U+FFFE, U+FFFF.
  private static func offender(in bytes: ArraySlice<UInt8>) -> (index: Int, scalar: UInt32)? {
    bytes.withUnsafeBufferPointer { buffer -> (index: Int, scalar: UInt32)? in
      for offset in buffer.indices {
        let byte = buffer[offset]
        if byte >= 0x20, byte < 0x7F { continue }
        let second = offset + 1 < buffer.count ? buffer[offset + 1] : 0
        let third = offset + 2 < buffer.count ? buffer[offset + 2] : 0
        let index = bytes.startIndex + offset
        switch (byte, second, third) {
        case (0x09, _, _), (0x0A, _, _), (0x0D, _, _): continue
        case (0..<0x20, _, _), (0x7F, _, _): return (index, UInt32(byte))
        case (0xC2, 0x80...0x9F, _): return (index, UInt32(second))
        case (0xE2, 0x80, 0xA8...0xA9): return (index, 0x2000 + UInt32(third) - 0x80)
        case (0xEF, 0xBB, 0xBF): return (index, 0xFEFF)
        case (0xEF, 0xBF, 0xBE...0xBF): return (index, 0xFFC0 + UInt32(third) - 0x80)
        default: continue
        }
      }
      return nil
    }
  }

  private static func invalid(in bytes: ArraySlice<UInt8>) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    var index = bytes.startIndex
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): index += UTF8.width(scalar)
      case .emptyInput, .error: return min(index, bytes.endIndex)
      }
    }
  }

  /// A line that starts with `%`; no value of a mapping can stand there.
  private static func directive(in bytes: ArraySlice<UInt8>) -> Int? {
    var previous = UInt8(ascii: "\n")
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), previous == 0x0A || previous == 0x0D { return index }
      previous = byte
    }
    return nil
  }

  private static func range(of index: Int, in bytes: ArraySlice<UInt8>) -> YAMLRange {
    var position = YAMLPosition(line: 1, column: 1)
    var previous: UInt8 = 0
    for byte in bytes[..<index] {
      if byte == 0x0A, previous == 0x0D {
        previous = byte
        continue
      }
      if byte == 0x0A || byte == 0x0D {
        position = YAMLPosition(line: position.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        position.column += 1
      }
      previous = byte
    }
    return YAMLRange(start: position, end: YAMLPosition(line: position.line, column: position.column + 1))
  }
}
