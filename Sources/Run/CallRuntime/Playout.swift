/// What the bot is saying in one response: its clauses, their audio, and how much of it the caller has heard.
///
/// Invariant: audio leaves in the order its clauses were begun, and `heard` never names a word whose audio has not
/// been played.
package struct Playout {
  /// Samples of one 20 ms frame at 8 kHz.
  package static let frameLength = 160
  /// Samples that a word takes at least, while the length of its clause is not known yet.
  private static let shortestWord = 2400

  private struct Clause {
    var text: String
    var samples = 0
    var isComplete = false
    /// Text-to-speech gave nothing for it.
    var isSilent: Bool { isComplete && samples == 0 }
  }

  private var clauses: [Clause] = []
  private var queue: [Int16] = []
  private var position = 0
  /// True once no further clause will be begun.
  package private(set) var isClosed = false

  package init() {}

  /// An empty text is audio that says nothing of its own, such as a filler.
  package mutating func begin(_ text: String) { clauses.append(Clause(text: text)) }

  /// Adds audio (8 kHz) to the clause begun last.
  package mutating func append(_ samples: [Int16]) {
    guard !clauses.isEmpty else { return }
    clauses[clauses.count - 1].samples += samples.count
    queue.append(contentsOf: samples)
  }

  package mutating func finishClause() {
    guard !clauses.isEmpty else { return }
    clauses[clauses.count - 1].isComplete = true
  }

  package mutating func close() { isClosed = true }

  /// The clauses begun, without those that could not be spoken.
  package var spokenText: String {
    clauses.filter { !$0.text.isEmpty && !$0.isSilent }.map(\.text).joined(separator: " ")
  }
  package var isEmpty: Bool { clauses.isEmpty }

  /// True when all audio has been handed over and none will follow.
  package var isDrained: Bool { isClosed && position == queue.count && clauses.allSatisfy(\.isComplete) }

  /// The next full frame; a last, shorter one is filled with silence once its clause is complete. Nil while there
  /// is not enough audio.
  package mutating func nextFrame() -> ArraySlice<Int16>? {
    let available = queue.count - position
    if available >= Self.frameLength {
      defer { advance(Self.frameLength) }
      return queue[position..<position + Self.frameLength]
    }
    guard available > 0, clauses.last?.isComplete == true else { return nil }
    let padding = Self.frameLength - available
    queue.append(contentsOf: repeatElement(0, count: padding))
    clauses[clauses.count - 1].samples += padding
    defer { advance(Self.frameLength) }
    return queue[position..<position + Self.frameLength]
  }

  private mutating func advance(_ count: Int) {
    position += count
    if position > 1 << 16 {
      queue.removeFirst(position)
      position = 0
    }
  }

  /// The words whose audio lies wholly within the first `frames` frames.
  package func heard(frames: Int) -> String {
    var left = frames * Self.frameLength
    var words: [Substring] = []
    for clause in clauses where !clause.isSilent {
      let all = clause.text.split(separator: " ")
      if clause.isComplete {
        words += all.prefix(all.count * min(left, clause.samples) / clause.samples)
      } else if clause.samples > 0 {
        let length = max(clause.samples, all.count * Self.shortestWord)
        words += all.dropLast().prefix(all.count * min(left, clause.samples) / length)
      }
      left -= clause.samples
      if left <= 0 { break }
    }
    return words.joined(separator: " ")
  }
}
