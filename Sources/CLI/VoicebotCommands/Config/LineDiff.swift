/// The difference of two texts as `diff -u` prints it.
enum LineDiff {
  /// Lines around a change.
  private static let context = 3

  private struct Line {
    var mark: Character
    var text: String
    var old: Int
    var new: Int
  }

  /// Empty where the texts are the same.
  static func unified(_ old: [UInt8], _ new: [UInt8], path: String) -> String {
    let lines = lines(split(old), split(new))
    let changes = lines.indices.filter { lines[$0].mark != " " }
    guard var start = changes.first else { return "" }
    var text = "--- a/\(path)\n+++ b/\(path)\n"
    var end = start
    for index in changes.dropFirst() {
      if index - end > 2 * context {
        text += hunk(lines, start, end)
        start = index
      }
      end = index
    }
    return text + hunk(lines, start, end)
  }

  private static func split(_ bytes: [UInt8]) -> [String] {
    var parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    if parts.last == "" { parts.removeLast() }
    return parts
  }

  /// `old` and `new` are how many lines of each text stand before.
  private static func lines(_ old: [String], _ new: [String]) -> [Line] {
    let difference = new.difference(from: old)
    let removed = Set(difference.removals.map(offset))
    let added = Set(difference.insertions.map(offset))
    var lines: [Line] = []
    var (from, to) = (0, 0)
    while from < old.count || to < new.count {
      if removed.contains(from) {
        lines.append(Line(mark: "-", text: old[from], old: from, new: to))
        from += 1
      } else if added.contains(to) {
        lines.append(Line(mark: "+", text: new[to], old: from, new: to))
        to += 1
      } else {
        lines.append(Line(mark: " ", text: old[from], old: from, new: to))
        from += 1
        to += 1
      }
    }
    return lines
  }

  private static func offset(_ change: CollectionDifference<String>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  private static func hunk(_ lines: [Line], _ first: Int, _ last: Int) -> String {
    let shown = lines[max(0, first - context)...min(lines.count - 1, last + context)]
    let old = shown.count { $0.mark != "+" }
    let new = shown.count { $0.mark != "-" }
    let start = shown[shown.startIndex]
    let head = "@@ -\(start.old + (old > 0 ? 1 : 0)),\(old) +\(start.new + (new > 0 ? 1 : 0)),\(new) @@\n"
    return head + shown.map { "\($0.mark)\($0.text)\n" }.joined()
  }
}
