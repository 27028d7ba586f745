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
    let places = LinePlaces(bytes)
    var edits: [(range: Range<Int>, replacement: String)] = []
    for diagnostic in diagnostics.sorted(by: Diagnostic.precedes) {
      guard let fix = diagnostic.fix else { continue }
      let wanted =
        diagnostic.code == .tab ? tabs(fix, places, bytes) : places.range(of: fix.place).map { [($0, fix.replacement)] }
      guard fix.isSafe, let wanted,
        !wanted.contains(where: { new in edits.contains { touch($0.range, new.0) } })
      else {
        result.skipped.append(diagnostic)
        continue
      }
      edits += wanted.map { (range: $0.0, replacement: $0.1) }
      result.applied.append(diagnostic)
    }
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      result.bytes.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
    }
    return result
  }

  /// Edits side by side could make one word of two.
  private static func touch(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.lowerBound <= right.upperBound && right.lowerBound <= left.upperBound
  }

  /// Reading stops at the first tab of an indentation, so all lines that start with one are mended together: no line
  /// can, but for those that have nothing else or go on from a text that folds, where white space does not count.
  private static func tabs(
    _ fix: Diagnostic.Fix, _ places: LinePlaces, _ bytes: [UInt8]
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

/// Where the lines of a file start, as the reader of YAML counts them.
struct LinePlaces {
  private let bytes: [UInt8]
  /// The first byte of each line; the first line starts after a byte order mark.
  package let starts: [Int]

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
  package func range(of place: Diagnostic.Place) -> Range<Int>? {
    guard (place.line, place.column) <= (place.endLine, place.endColumn),
      let start = offset(line: place.line, column: place.column),
      let end = offset(line: place.endLine, column: place.endColumn)
    else { return nil }
    return start..<end
  }

  /// Columns count Unicode scalars: bytes that do not go on from one before.
  private func offset(line: Int, column: Int) -> Int? {
    guard starts.indices.contains(line - 1), column >= 1 else { return nil }
    var index = starts[line - 1]
    var current = 1
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if bytes[index] & 0xC0 != 0x80 {
        if current == column { return index }
        current += 1
      }
      index += 1
    }
    return current == column ? index : nil
  }
}
