import FuzzRounds
import Testing

@testable import Dialog

@Suite struct ClauseSplitterTests {
  static func split(_ pieces: [String]) -> [String] {
    var splitter = ClauseSplitter()
    return pieces.flatMap { splitter.push($0) } + [splitter.finish()].compactMap { $0 }
  }

  @Test(arguments: [
    ("Sure. What size would you like?", ["Sure.", "What size would you like?"]),
    ("That is 12.50 euros. Anything else?", ["That is 12.50 euros.", "Anything else?"]),
    ("Dr. Smith is in at 5 p.m. tomorrow.", ["Dr. Smith is in at 5 p.m. tomorrow."]),
    ("We close at 5 p.m. Please come early.", ["We close at 5 p.m.", "Please come early."]),
    ("Bring e.g. a passport to the desk.", ["Bring e.g. a passport to the desk."]),
    ("I have a large diavola, right?", ["I have a large diavola,", "right?"]),
    ("OK. Yes. No. That one is fine.", ["OK.", "Yes. No. That one is fine."]),
    ("It has **tomato** and `basil` 🍕 on it.", ["It has tomato and basil on it."]),
    ("# Menu\n- Margherita\n- Diavola", ["Menu", "Margherita", "Diavola"]),
    ("1. Margherita costs nine.\n2. Diavola costs ten.", ["1. Margherita costs nine.", "2. Diavola costs ten."]),
    ("See [our site](https://example.com/a_b) for more.", ["See our site for more."]),
    ("He said \"come in.\" Then he left.", ["He said \"come in.\"", "Then he left."]),
    ("Minus\n-5 degrees outside", ["Minus", "-5 degrees outside"]),
    ("snake_case and _italic_ words", ["snake case and italic words"]),
    ("はい。何名様ですか？", ["はい。", "何名様ですか？"]),
    ("  ", []), ("", []), ("👍", []),
  ])
  func splits(_ text: String, into clauses: [String]) {
    #expect(Self.split([text]) == clauses)
  }

  @Test func firstClauseComesBeforeTheSentenceEnds() {
    var splitter = ClauseSplitter()
    #expect(splitter.push("I can certainly help you with that, ") == ["I can certainly help you with that,"])
    #expect(splitter.push("let me see, ").isEmpty)
  }

  @Test func longTextWithoutPunctuationIsCut() {
    let clauses = Self.split([String(repeating: "word ", count: 200)])
    #expect(clauses.count > 3)
    #expect(clauses.allSatisfy { $0.count < 260 })
  }

  /// No text is lost or changed, and how it was cut does not matter.
  @Test func walk() {
    var random = SeededRandom(seed: 7)
    let parts = [
      "Hello", " ", "  ", ". ", ", ", "! ", "? ", "\n", "Dr.", "12.5", "p.m.", "**", "_", "-", "- ", "# ", "[a](b)",
      "]", "(",
      ")", "🍕", "👩‍👩‍👧", "é", "e\u{301}", "…", "。", "a", "I", "word", "|", "`", "\"", "1.", "\t", "\u{0}", "#",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
        .joined()
      let scalars = Array(text.unicodeScalars)
      var pieces: [String] = []
      var start = 0
      while start < scalars.count {
        let end = min(scalars.count, start + Int.random(in: 1...5, using: &random))
        var piece = ""
        piece.unicodeScalars.append(contentsOf: scalars[start..<end])
        pieces.append(piece)
        start = end
      }
      let whole = Self.split([text])
      #expect(Self.split(pieces) == whole)
      #expect(Self.solid(whole.joined()) == Self.solid(Self.cleaned(text)), "\(text.debugDescription)")
      #expect(whole.allSatisfy { !$0.isEmpty && $0.first != " " && $0.last != " " })
    }
  }

  static func cleaned(_ text: String) -> String {
    var cleaner = SpokenText()
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      for case .scalar(let kept) in cleaner.push(scalar) { cleaned.append(kept) }
    }
    return String(cleaned)
  }

  static func solid(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != " " } }
}
