/// Finds comments; libyaml drops them.
///
/// A comment starts at `#` at the start of a line or after white space, outside quoted and block scalars. The line
/// that opens a block scalar may end with one.
enum YAMLComments {
  /// `opaque` in the order of the file, by index in Unicode scalars.
  static func scan(_ bytes: ArraySlice<UInt8>, opaque: [(indices: Range<Int>, isBlock: Bool)]) -> [YAMLComment] {
    var comments: [YAMLComment] = []
    var position = YAMLPosition(line: 1, column: 1)
    var scalarIndex = 0
    var nextOpaque = 0
    var inHeader = false
    var previous = UInt8(ascii: "\n")
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      while nextOpaque < opaque.count, opaque[nextOpaque].indices.upperBound <= scalarIndex { nextOpaque += 1 }
      let inside = nextOpaque < opaque.count ? opaque[nextOpaque] : nil
      if let inside, scalarIndex == inside.indices.lowerBound { inHeader = inside.isBlock }
      if byte == 0x0A || byte == 0x0D { inHeader = false }
      let isHidden = inside.map { scalarIndex >= $0.indices.lowerBound } ?? false
      let separated = previous == 0x20 || previous == 0x09 || previous == 0x0A || previous == 0x0D
      if byte == UInt8(ascii: "#"), separated, !isHidden || inHeader {
        let end = bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
        let text = String(decoding: bytes[index..<end], as: UTF8.self)
        let width = text.unicodeScalars.count
        let stop = YAMLPosition(line: position.line, column: position.column + width)
        comments.append(YAMLComment(text: text, range: YAMLRange(start: position, end: stop)))
        position = stop
        scalarIndex += width
        index = end
        previous = byte
        continue
      }
      if byte == 0x0A, previous == 0x0D {
        // The pair is one line break.
      } else if byte == 0x0A || byte == 0x0D {
        position = YAMLPosition(line: position.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        position.column += 1
      }
      if byte & 0xC0 != 0x80 { scalarIndex += 1 }
      previous = byte
      index += 1
    }
    return comments
  }
}
