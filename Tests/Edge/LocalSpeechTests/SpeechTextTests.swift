import FuzzRounds
import LocalSpeech
import Testing

struct SpeechTextTests {
  @Test(arguments: [
    ("That is $12.50.", "That is 12 dollars and 50 cents."), ("$1", "1 dollar"), ("$1,200.00!", "1200 dollars!"),
    ("€0.99", "99 cents"), ("5€", "5 euros"), ("£3", "3 pounds"), ("$x", "$x"),
    ("at 19:30, ok", "at 19 30, ok"), ("at 7:05", "at 7 oh 5"), ("12:00", "12 o'clock"), ("25:00", "25:00"),
    ("call 030 123456", "call 0 3 0 1 2 3, 4 5 6"), ("room 101", "room 101"), ("+4930", "plus 4 9, 3 0"),
    ("**bold** `code`", "bold code"), ("salt & pepper", "salt and pepper"), ("Sure 🙂.", "Sure."), ("", ""),
    ("3.5 miles", "3.5 miles"), ("in 2026", "in 2026"),
  ])
  func readsAsAPersonWould(text: String, spoken: String) { #expect(SpokenText.spoken(text) == spoken) }

  @Test(arguments: [
    ("Sure.", ["Sure."]),
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("Mr. Smith has 3.5 kg, e.g. flour.", ["Mr. Smith has 3.5 kg, e.g. flour."]),
    ("Yes, of course.", ["Yes, of course."]),
    (
      "I have one large pepperoni pizza, and a bottle of water.",
      ["I have one large pepperoni pizza,", "and a bottle of water."]
    ),
    ("He said \"no.\" Then left.", ["He said \"no.\"", "Then left."]),
    ("", []),
  ])
  func splitsWhereOneBreathes(text: String, clauses: [String]) { #expect(ClauseSplitter.split(text) == clauses) }

  @Test(arguments: [
    ("  Hello   there. ", "Hello there."), ("...", ""), ("", ""), ("You", "You"),
    ("no no no no", "no no no no"),
    ("go home go home go home go home go home", "go home"),
  ])
  func cleans(raw: String, text: String) {
    #expect(TranscriptCleaning.clean(raw, loud: .seconds(2), peak: -20) == text)
  }

  @Test func noiseIsNotWords() {
    #expect(TranscriptCleaning.clean("Thank you.", loud: .seconds(1), peak: -50) == "")
    #expect(TranscriptCleaning.clean("You", loud: .milliseconds(100), peak: -20) == "")
    #expect(TranscriptCleaning.clean("Thank you.", loud: .milliseconds(400), peak: -25) == "Thank you.")
    #expect(TranscriptCleaning.clean("No", loud: .milliseconds(100), peak: -20) == "No")
    let flood = String(repeating: "word ", count: 40)
    #expect(TranscriptCleaning.clean(flood, loud: .milliseconds(300), peak: -20) == "")
  }

  /// No text is lost by splitting, and nothing traps.
  @Test func randomTexts() {
    let alphabet = Array("abc XYZ 0123456789 .,;:!?$€£+-&*\"'()— é😀\n\t#")
    var random = SeededRandom(seed: 3)
    for _ in 0..<5000 {
      let text = String(
        (0..<Int.random(in: 0...80, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
      let clauses = ClauseSplitter.split(text)
      #expect(
        clauses.joined(separator: " ") == text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
      let spoken = SpokenText.spoken(text)
      #expect(!spoken.contains { $0.isNewline || "*#`".contains($0) })
      _ = TranscriptCleaning.clean(text, loud: .seconds(1), peak: -30)
    }
  }
}
