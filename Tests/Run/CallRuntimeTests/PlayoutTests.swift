import CallRuntime
import FuzzRounds
import Testing

@Suite struct PlayoutTests {
  private static let frame = Playout.frameLength

  @Test func audioLeavesInOrderAndIsPaddedAtTheEnd() {
    var playout = Playout()
    #expect(playout.isEmpty && playout.nextFrame() == nil && !playout.isDrained)
    playout.begin("one two")
    playout.append([Int16](repeating: 1, count: 100))
    #expect(playout.nextFrame() == nil)
    playout.append([Int16](repeating: 2, count: 100))
    #expect(playout.nextFrame().map(Array.init) == [Int16](repeating: 1, count: 100) + [Int16](repeating: 2, count: 60))
    #expect(playout.nextFrame() == nil)
    playout.finishClause()
    #expect(playout.nextFrame().map(Array.init) == [Int16](repeating: 2, count: 40) + [Int16](repeating: 0, count: 120))
    #expect(playout.nextFrame() == nil && !playout.isDrained)
    playout.close()
    #expect(playout.isDrained && playout.spokenText == "one two")
  }

  @Test func aClauseContinuesInTheFrameOfTheOneBefore() {
    var playout = Playout()
    playout.begin("one")
    playout.append([Int16](repeating: 1, count: 100))
    playout.finishClause()
    playout.begin("two")
    #expect(playout.nextFrame() == nil)
    playout.append([Int16](repeating: 2, count: 60))
    #expect(playout.nextFrame().map(Array.init) == [Int16](repeating: 1, count: 100) + [Int16](repeating: 2, count: 60))
  }

  @Test func heardGrowsWordByWord() {
    var playout = Playout()
    playout.begin("a b c d")
    playout.append([Int16](repeating: 1, count: 8 * Self.frame))
    playout.finishClause()
    playout.begin("e f")
    playout.append([Int16](repeating: 1, count: 4 * Self.frame))
    playout.finishClause()
    let heard = (0...13).map { playout.heard(frames: $0) }
    #expect(
      heard == [
        "", "", "a", "a", "a b", "a b", "a b c", "a b c", "a b c d", "a b c d", "a b c d e", "a b c d e",
        "a b c d e f", "a b c d e f",
      ])
  }

  @Test func fillerIsHeardAsNothing() {
    var playout = Playout()
    playout.begin("")
    playout.append([Int16](repeating: 1, count: 5 * Self.frame))
    playout.finishClause()
    playout.begin("hello")
    playout.append([Int16](repeating: 1, count: Self.frame))
    playout.finishClause()
    #expect(!playout.isEmpty && playout.spokenText == "hello")
    #expect(playout.heard(frames: 5) == "")
    #expect(playout.heard(frames: 6) == "hello")
  }

  @Test func wordsWithoutAudioAreNotHeard() {
    var playout = Playout()
    playout.begin("this could not be spoken")
    playout.finishClause()
    #expect(playout.heard(frames: 0) == "" && playout.heard(frames: 10) == "")
    playout.begin("but this")
    playout.append([Int16](repeating: 1, count: 2 * Self.frame))
    playout.finishClause()
    #expect(playout.heard(frames: 0) == "")
    #expect(playout.heard(frames: 2) == "but this")
  }

  @Test func aClauseStillBeingMadeIsNotHeardWhole() {
    var playout = Playout()
    playout.begin("one two three four five six seven eight")
    playout.append([Int16](repeating: 1, count: 20 * Self.frame))
    let heard = playout.heard(frames: 20).split(separator: " ")
    #expect((1...3).contains(heard.count), "0.4 s of an unfinished clause is \(heard)")
    playout.append([Int16](repeating: 1, count: 400 * Self.frame))
    #expect(playout.heard(frames: 420).split(separator: " ").count == 7)
    playout.finishClause()
    #expect(playout.heard(frames: 420).split(separator: " ").count == 8)
  }

  @Test func strayCallsDoNothing() {
    var playout = Playout()
    playout.append([1, 2, 3])
    playout.finishClause()
    #expect(playout.isEmpty && playout.nextFrame() == nil && playout.heard(frames: 9) == "")
    playout.close()
    #expect(playout.isDrained)
  }

  /// Whatever the chunks and however reading and writing alternate: all samples come out once, in order, and no word
  /// is heard before the share of its clause that holds it has been played.
  @Test(arguments: 0..<40) func randomWalk(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var playout = Playout()
    var written: [Int16] = []
    var read: [Int16] = []
    var clauses: [(words: Int, end: Int)] = []
    var next: Int16 = 1
    func take() {
      while let frame = playout.nextFrame() {
        #expect(frame.count == Self.frame)
        read += frame
        if Bool.random(using: &random) { break }
      }
    }
    for index in 0..<Int.random(in: 1...20, using: &random) {
      let words = Int.random(in: 1...9, using: &random)
      playout.begin((0..<words).map { "w\(index)-\($0)" }.joined(separator: " "))
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let chunk = (0..<Int.random(in: 1...3000, using: &random)).map { _ in
          next = next == .max ? 1 : next + 1
          return next
        }
        written += chunk
        playout.append(chunk)
        take()
      }
      playout.finishClause()
      clauses.append((words, written.count))
      take()
      let played = read.count / Self.frame
      let heard = playout.heard(frames: played).split(separator: " ")
      let longest = clauses.reduce(into: (words: 0, start: 0)) { sum, clause in
        // Padding, under one frame a clause, counts as played.
        let share = min(max(0, read.count - sum.start), clause.end - sum.start + Self.frame)
        sum.words += min(clause.words, clause.words * share / max(1, clause.end - sum.start))
        sum.start = clause.end
      }.words
      #expect(heard.count <= longest)
      #expect(Array(heard) == Array(playout.spokenText.split(separator: " ").prefix(heard.count)))
    }
    playout.close()
    while let frame = playout.nextFrame() { read += frame }
    #expect(playout.isDrained)
    #expect(read.filter { $0 != 0 } == written)
    #expect(playout.heard(frames: read.count / Self.frame) == playout.spokenText)
  }
}
