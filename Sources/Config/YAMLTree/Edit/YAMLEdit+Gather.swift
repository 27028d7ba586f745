/// Many edits with one reading of the file: each is worked out on the text as it is, and all are written together.
///
/// ```
/// edit.gather()
/// for document in … { edit.startPart(); try edit.set(…) }
/// try edit.finish()
/// ```
/// The caller sees to it that no edit needs what another makes. Edits of different parts lie apart, as those of different
/// documents do; within a part one that touches what another changes fails with `overlaps` and leaves nothing behind.
extension YAMLEdit {
  package mutating func gather() { gathered = [] }

  /// From here on edits are of another part of the file.
  package mutating func startPart() { gatheredStart = gathered?.count ?? 0 }

  /// How many changes there are, to go back to with `forget`.
  package var gatheredCount: Int { gathered?.count ?? 0 }
  package mutating func forget(from count: Int) {
    let later = gatheredCount - count
    gathered?.removeLast(later)
  }

  /// Writes what was gathered, and ends gathering. What cannot be read afterwards is not written; the error's place is
  /// then that of the text before.
  package mutating func finish() throws(YAMLEditError) {
    let changes = gathered ?? []
    gathered = nil
    gatheredStart = 0
    if changes.isEmpty { return }
    do throws(YAMLEditError) { try write(changes) } catch {
      guard case .problem(var problem) = error else { throw error }
      problem.range.start.offset = before(problem.range.start.offset, changes)
      throw .problem(problem)
    }
  }

  mutating func gather(_ changes: [YAMLChange]) throws(YAMLEditError) {
    for change in changes {
      for other in gathered?[gatheredStart...] ?? [] where touch(change.range, other.range) { throw .overlaps }
    }
    gathered? += changes
  }

  /// Nothing may be written where something is taken away, but before it and behind it.
  private func touch(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.lowerBound < right.upperBound && right.lowerBound < left.upperBound || left == right
  }

  /// What the place in the text with the changes was, or was put in the place of.
  private func before(_ offset: Int, _ changes: [YAMLChange]) -> Int {
    var added = 0
    for change in Self.ordered(changes) {
      let start = change.range.lowerBound + added
      if offset < start { break }
      if offset <= start + change.text.utf8.count { return change.range.lowerBound }
      added += change.text.utf8.count - change.range.count
    }
    return offset - added
  }
}
