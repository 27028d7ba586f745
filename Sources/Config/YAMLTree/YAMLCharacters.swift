/// Where the lines and the scalars of a checked text lie.
struct YAMLPlaces {
  /// The first byte after the byte order mark, where there is one.
  var start: Int
  /// The offset at which each line begins.
  var lines: [Int32]
  /// The offset of every 64th scalar; empty where each scalar is one byte.
  var marks: [Int32] = []

  /// The offset of the scalar at the index from `start`; at most 63 scalars are walked.
  func offset(scalar index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if marks.isEmpty { return start + index }
    var offset = Int(marks[min(index >> 6, marks.count - 1)])
    var rest = index - (min(index >> 6, marks.count - 1) << 6)
    while rest > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      rest -= 1
    }
    return offset
  }

  func position(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> YAMLPosition {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lines[middle]) <= offset { low = middle } else { high = middle }
    }
    let first = Int(lines[low])
    var column = 1
    if marks.isEmpty {
      column += offset - first
    } else {
      for byte in bytes[first..<max(first, offset)] where byte & 0xC0 != 0x80 { column += 1 }
    }
    return YAMLPosition(line: low + 1, column: column, offset: offset)
  }
}

/// What may stand in a file before any syntax is looked at.
///
/// Refused: what is not UTF-8; control characters; U+0085, U+2028 and U+2029, which are line breaks to YAML 1.1 only;
/// byte order marks but at the start; U+FFFE and U+FFFF; lines that start with `%`.
enum YAMLCharacters {
  static let startOfFile = YAMLRange(
    start: YAMLPosition(line: 1, column: 1, offset: 0), end: YAMLPosition(line: 1, column: 1, offset: 0))

  static func check(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLProblem) -> YAMLPlaces {
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    let start = hasMark ? 3 : 0
    var places = YAMLPlaces(start: start, lines: [])
    places.lines.reserveCapacity(bytes.count / 24 + 2)
    places.lines.append(Int32(start))
    if start < bytes.count, bytes[start] == UInt8(ascii: "%") {
      throw problem(.directive, start, places, bytes)
    }
    var isASCII = true
    var index = start
    while index < bytes.count {
      index = endOfPrintable(bytes, from: index)
      guard index < bytes.count else { break }
      let byte = bytes[index]
      switch byte {
      case 0x09: index += 1
      case 0x0A, 0x0D:
        index += 1
        if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
        places.lines.append(Int32(index))
        if index < bytes.count, bytes[index] == UInt8(ascii: "%") { throw problem(.directive, index, places, bytes) }
      case 0..<0x80: throw problem(.character(UInt32(byte)), index, places, bytes, isASCII: isASCII)
      default:
        isASCII = false
        guard let (scalar, width) = scalar(bytes, at: index) else {
          throw problem(.notUTF8, index, places, bytes, isASCII: false)
        }
        switch scalar {
        case 0x80...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
          throw problem(.character(scalar), index, places, bytes, isASCII: false)
        default: index += width
        }
      }
    }
    if !isASCII { places.marks = marks(bytes, from: start) }
    return places
  }

  /// The first byte from the index on that is not between space and tilde, eight at a time.
  @inline(__always)
  private static func endOfPrintable(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let base = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
    var index = start
    while index + 8 <= bytes.count {
      let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let below = (word &- 0x2020_2020_2020_2020) & ~word
      let flipped = word ^ 0x7F7F_7F7F_7F7F_7F7F
      let deleted = (flipped &- 0x0101_0101_0101_0101) & ~flipped
      if (word | below | deleted) & 0x8080_8080_8080_8080 != 0 { break }
      index += 8
    }
    while index < bytes.count, bytes[index] &- 0x20 < 0x5F { index += 1 }
    return index
  }

  /// One scalar of more than one byte, by table 3-7 of the Unicode Standard; nil where the bytes are ill-formed.
  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, width: Int)? {
    let first = bytes[index]
    let width: Int
    let second: ClosedRange<UInt8>
    switch first {
    case 0xC2...0xDF: (width, second) = (2, 0x80...0xBF)
    case 0xE0: (width, second) = (3, 0xA0...0xBF)
    case 0xED: (width, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (width, second) = (3, 0x80...0xBF)
    case 0xF0: (width, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (width, second) = (4, 0x80...0xBF)
    case 0xF4: (width, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard index + width <= bytes.count, second.contains(bytes[index + 1]) else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(width))
    for offset in 1..<width {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, width)
  }

  private static func marks(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> [Int32] {
    var marks: [Int32] = []
    marks.reserveCapacity(bytes.count / 64 + 1)
    var count = 0
    for index in start..<bytes.count where bytes[index] & 0xC0 != 0x80 {
      if count & 63 == 0 { marks.append(Int32(index)) }
      count += 1
    }
    return marks
  }

  private static func problem(
    _ reason: YAMLProblem.Reason, _ offset: Int, _ places: YAMLPlaces, _ bytes: UnsafeBufferPointer<UInt8>,
    isASCII: Bool = true
  ) -> YAMLProblem {
    var places = places
    if !isASCII { places.marks = marks(bytes, from: places.start) }
    let start = places.position(of: offset, in: bytes)
    var next = offset + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    let end = YAMLPosition(line: start.line, column: start.column + 1, offset: next)
    return YAMLProblem(reason: reason, range: YAMLRange(start: start, end: end))
  }
}
