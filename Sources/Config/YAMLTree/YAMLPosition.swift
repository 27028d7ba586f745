/// A place in a file. Line and column count from 1, the column in Unicode scalars; the offset counts bytes from the
/// start of the file, a byte order mark included.
///
/// Positions are compared by line and column: within one file these decide the offset.
package struct YAMLPosition: Sendable {
  private var storedLine: Int32
  private var storedColumn: Int32
  private var storedOffset: Int32

  package var line: Int {
    get { Int(storedLine) }
    set { storedLine = Int32(clamping: newValue) }
  }
  package var column: Int {
    get { Int(storedColumn) }
    set { storedColumn = Int32(clamping: newValue) }
  }
  /// -1 where the position was made by hand; `YAMLSource.offset(of:)` finds it.
  package var offset: Int {
    get { Int(storedOffset) }
    set { storedOffset = Int32(clamping: newValue) }
  }

  package init(line: Int, column: Int, offset: Int = -1) {
    storedLine = Int32(clamping: line)
    storedColumn = Int32(clamping: column)
    storedOffset = Int32(clamping: offset)
  }
}

extension YAMLPosition: Comparable, Hashable {
  package static func == (left: YAMLPosition, right: YAMLPosition) -> Bool {
    left.storedLine == right.storedLine && left.storedColumn == right.storedColumn
  }
  package static func < (left: YAMLPosition, right: YAMLPosition) -> Bool {
    (left.storedLine, left.storedColumn) < (right.storedLine, right.storedColumn)
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(storedLine)
    hasher.combine(storedColumn)
  }
}

/// From `start` up to, not including, `end`.
package struct YAMLRange: Sendable, Hashable {
  package var start: YAMLPosition
  package var end: YAMLPosition
  /// Which file the range lies in, of a tree that was put together of several; whoever does that gives the numbers.
  /// What a file's own parse gives is 0.
  package var source: Int32
  package init(start: YAMLPosition, end: YAMLPosition, source: Int32 = 0) {
    self.start = start
    self.end = end
    self.source = source
  }

  /// The bytes of the file; only for ranges that were read from it.
  package var bytes: Range<Int> { start.offset..<max(start.offset, end.offset) }

  /// Texts over several lines are not mended unasked: what belongs to them is less clear.
  package var isOneLine: Bool { start.line == end.line }

  /// One column at the start, for findings about something long.
  package var startOnly: YAMLRange {
    YAMLRange(start: start, end: YAMLPosition(line: start.line, column: start.column + 1), source: source)
  }
}
