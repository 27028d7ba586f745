/// Writes fixes into the bytes of one file.
///
/// Invariants: only fixes that are safe and do not touch each other are written; every byte outside of their places stays
/// as it was, comments and line ends among them.
package enum FixSet {
  package struct Result: Sendable {
    package var bytes: [UInt8]
    /// Those whose fix was written, in the order of the file.
    package var applied: [Diagnostic]
    /// Those whose fix was not: unsafe, outside of the file, or in the way of another.
    package var skipped: [Diagnostic]
  }

  /// The diagnostics must be of this file; those without a fix are in neither list.
  package static func apply(_ diagnostics: [Diagnostic], to bytes: [UInt8]) -> Result {
    var result = Result(bytes: bytes, applied: [], skipped: [])
    var places = LinePlaces(bytes)
    var edits = Edits()
    for diagnostic in diagnostics.sorted(by: Diagnostic.precedes) {
      guard let fix = diagnostic.fix else { continue }
      let wanted =
        diagnostic.code == .tab
        ? tabs(fix, &places, bytes) : places.range(of: fix.place).map { [($0, fix.replacement)] }
      guard fix.isSafe, let wanted, edits.add(wanted) else {
        result.skipped.append(diagnostic)
        continue
      }
      result.applied.append(diagnostic)
    }
    if !edits.isEmpty { result.bytes = edits.written(into: bytes) }
    return result
  }

  /// Reading stops at the first tab of an indentation, so all lines that start with one are mended together: no line
  /// can, but for those that have nothing else or go on from a text that folds, where white space does not count.
  private static func tabs(
    _ fix: Diagnostic.Fix, _ places: inout LinePlaces, _ bytes: [UInt8]
  ) -> [(Range<Int>, String)]? {
    guard let first = places.range(of: fix.place) else { return nil }
    var edits = [(first, fix.replacement)]
    for start in places.starts {
      let end = bytes[start...].firstIndex { $0 != 0x09 } ?? bytes.count
      guard end > start else { continue }
      if start == first.lowerBound {
        edits[0] = (start..<end, String(repeating: fix.replacement, count: end - start))
      } else {
        edits.append((start..<end, String(repeating: fix.replacement, count: end - start)))
      }
    }
    return edits
  }
}

/// Edits of one text that do not touch each other: side by side they could make one word of two.
private struct Edits {
  /// In the order of the text.
  private var all: [(range: Range<Int>, replacement: String)] = []

  var isEmpty: Bool { all.isEmpty }

  /// Takes all of them, which do not touch each other, or where one touches one that is there, none.
  mutating func add(_ edits: [(Range<Int>, String)]) -> Bool {
    guard edits.allSatisfy({ isFree($0.0) }) else { return false }
    if edits.count == 1 {
      all.insert((edits[0].0, edits[0].1), at: position(of: edits[0].0))
    } else {
      all += edits.map { (range: $0.0, replacement: $0.1) }
      all.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    return true
  }

  /// The first that does not end before the range starts.
  private func position(of range: Range<Int>) -> Int {
    var low = 0
    var high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].range.upperBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isFree(_ range: Range<Int>) -> Bool {
    let index = position(of: range)
    return index == all.count || all[index].range.lowerBound > range.upperBound
  }

  func written(into bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + all.count)
    var index = 0
    for edit in all {
      result += bytes[index..<edit.range.lowerBound]
      result += edit.replacement.utf8
      index = edit.range.upperBound
    }
    return result + bytes[index...]
  }
}

/// Where the lines of a file start, as the reader of YAML counts them.
struct LinePlaces {
  private let bytes: [UInt8]
  /// The place that was last found: what is asked for next is mostly behind it, maybe on the same long line.
  private var last = (line: 0, column: 0, offset: 0)
  /// The first byte of each line; the first line starts after a byte order mark.
  let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    for index in bytes.indices {
      let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      if bytes[index] == 0x0A || (bytes[index] == 0x0D && !isPair) { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// The bytes of a place; nil where it is not in the file.
  mutating func range(of place: Diagnostic.Place) -> Range<Int>? {
    guard (place.line, place.column) <= (place.endLine, place.endColumn),
      let start = offset(line: place.line, column: place.column),
      let end = offset(line: place.endLine, column: place.endColumn)
    else { return nil }
    return start..<end
  }

  /// Columns count Unicode scalars: bytes that do not go on from one before.
  private mutating func offset(line: Int, column: Int) -> Int? {
    guard starts.indices.contains(line - 1), column >= 1 else { return nil }
    var index = starts[line - 1]
    var current = 1
    if last.line == line, last.column <= column { (current, index) = (last.column, last.offset) }
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if bytes[index] & 0xC0 != 0x80 {
        if current == column {
          last = (line, column, index)
          return index
        }
        current += 1
      }
      index += 1
    }
    return current == column ? index : nil
  }
}
