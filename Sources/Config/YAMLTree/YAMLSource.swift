/// A file's bytes with where its lines begin: turns places into one another, also those made by hand.
///
/// Lines end with LF, CR LF or CR, and count from 1. The bytes need not be YAML, nor UTF-8.
package struct YAMLSource: Sendable {
  package let bytes: [UInt8]
  private let starts: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for index in bytes.indices {
      let isEnd = bytes[index] == 0x0A || bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
      if isEnd { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// At least one; the last may be empty.
  package var lineCount: Int { starts.count }

  /// The bytes of a line without its end; nil where there is no such line.
  package func line(_ number: Int) -> Range<Int>? {
    guard number >= 1, number <= starts.count else { return nil }
    let start = starts[number - 1]
    var end = number < starts.count ? starts[number] : bytes.count
    if number < starts.count, end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if number < starts.count, end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The line without its end.
  package func text(line number: Int) -> String? {
    line(number).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// The offset of a place, at most that of the end of its line; nil where there is no such line.
  package func offset(of position: YAMLPosition) -> Int? {
    guard let line = line(position.line) else { return nil }
    var offset = line.lowerBound
    var rest = position.column - 1
    while rest > 0, offset < line.upperBound {
      offset += 1
      while offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      rest -= 1
    }
    return offset
  }

  /// The bytes of a range; nil where its lines are not there.
  package func bytes(of range: YAMLRange) -> Range<Int>? {
    guard let start = offset(of: range.start), let end = offset(of: range.end) else { return nil }
    return start..<max(start, end)
  }

  package func position(of offset: Int) -> YAMLPosition {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let first = min(starts[low], offset)
    let column = bytes[first..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
    return YAMLPosition(line: low + 1, column: column, offset: offset)
  }

  /// The column as a person counts it: in grapheme clusters from 1.
  package func column(of position: YAMLPosition) -> Int {
    guard let line = line(position.line), let offset = offset(of: position) else { return position.column }
    return String(decoding: bytes[line.lowerBound..<offset], as: UTF8.self).count + 1
  }
}
