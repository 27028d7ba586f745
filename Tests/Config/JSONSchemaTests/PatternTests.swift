import FuzzRounds
import JSONSchema
import Testing

@Suite struct PatternTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var pattern: String
    var matches: [String]
    var others: [String] = []
    var testDescription: String { pattern }
  }

  @Test(arguments: [
    Case(pattern: "", matches: ["", "a"]), Case(pattern: "b", matches: ["abc"], others: ["", "ac"]),
    Case(pattern: "^$", matches: [""], others: ["\n"]), Case(pattern: "^a$", matches: ["a"], others: ["a\n", "ba"]),
    Case(pattern: "^(?:ab|c)+$", matches: ["abcab"], others: ["", "abb"]),
    Case(pattern: "^(?<name>a)(b)?$", matches: ["a", "ab"], others: ["b"]),
    Case(pattern: "^a{2,3}$", matches: ["aa", "aaa"], others: ["a", "aaaa"]),
    Case(pattern: "^a{2,}?$", matches: ["aa", "aaaaa"], others: ["a"]),
    Case(pattern: "^a{0}$", matches: [""], others: ["a"]),
    Case(pattern: "^(a*)*$", matches: ["", "aaa"], others: ["b"]),
    Case(pattern: "(){1000}x", matches: ["x"], others: [""]),
    Case(pattern: "^.$", matches: ["é", "🐲"], others: ["\n", "\u{2028}", "e\u{301}"]),
    Case(pattern: "^[a-c-]$", matches: ["b", "-"], others: ["d"]),
    Case(pattern: "^[]$", matches: [], others: ["", "a"]),
    Case(pattern: "^[^]$", matches: ["\n", "🐲"], others: [""]), Case(pattern: "^[\\]\\b]$", matches: ["]", "\u{8}"]),
    Case(pattern: "^[^\\d\\s]$", matches: ["x", "٣"], others: ["1", "\u{FEFF}"]),
    Case(pattern: "\\bcat\\b", matches: ["a cat."], others: ["cats", "_cat"]),
    Case(pattern: "\\Bb", matches: ["ab"], others: ["b", "-b"]),
    Case(pattern: "^\\p{L}+$", matches: ["Straße"], others: ["a1", ""]),
    Case(pattern: "^\\P{Lu}$", matches: ["é"], others: ["É"]),
    Case(pattern: "^[\\p{gc=Nd}_]+$", matches: ["٣_1"], others: ["a"]),
    Case(pattern: "^\\u00e9\\x41\\u{1F432}\\ud83d\\udc32\\cJ\\0$", matches: ["éA🐲🐲\n\0"]),
    Case(pattern: "^\\/\\.\\-\\@$", matches: ["/.-@"]),
    Case(pattern: "^(|a|ab)$", matches: ["", "a", "ab"], others: ["b"]),
  ]) func verdicts(_ one: Case) throws {
    let pattern = try Pattern(one.pattern)
    for text in one.matches { #expect(pattern.matches(text), "\(text.debugDescription)") }
    for text in one.others { #expect(!pattern.matches(text), "\(text.debugDescription)") }
  }

  @Test(arguments: [
    ("(?=a)", 2), ("(?!a)", 2), ("(?<=a)", 3), ("(?<!a)", 3), ("(a)\\1", 5), ("\\k<a>", 2), ("(", 1), (")", 0),
    ("a)", 1), ("[a", 2), ("[b-a]", 4), ("[\\d-z]", 5), ("*", 0), ("a**", 2), ("a{2,1}", 5), ("a{x}", 2),
    ("a{1001}", 5),
    ("{", 0), ("}", 0), ("]", 0), ("^*", 1), ("\\", 1), ("\\a", 2), ("\\Z", 2), ("\\p{Greek}", 9), ("\\pL", 2),
    ("\\u12", 4), ("\\u{110000}", 9), ("\\ud83d\\u0041", 12), ("\\c1", 2), ("\\01", 2), ("(?i)", 2), ("(?<1>a)", 3),
    ("é\\Z", 3),
  ]) func refusals(_ text: String, _ offset: Int) {
    do {
      _ = try Pattern(text)
      Issue.record("accepted")
    } catch {
      #expect(error.offset == offset, "\(error.message)")
      #expect(!error.message.isEmpty)
    }
  }

  @Test(arguments: [
    "((a{1000}){1000}){1000}", "(a|b{1000}){1000}",
    String(repeating: "(", count: 100) + String(repeating: ")", count: 100),
    String(repeating: "a", count: 20_000), "(((((a{9}){9}){9}){9}){9})",
  ]) func sizeIsBounded(_ text: String) {
    #expect(throws: PatternError.self) { try Pattern(text) }
  }

  @Test func matchingIsLinear() throws {
    for source in ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a*)*$", "(.*)(.*)(.*)(.*)x$", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
      let pattern = try Pattern(source)
      #expect(!pattern.matches(String(repeating: "a", count: 3_000) + "!"))
    }
  }

  @Test func mutations() {
    let seeds = ["^(?:a[^b-d\\d]{1,3}|\\p{Lu}*?)+\\b.$", "\\u{1F432}\\x41[\\s\\S]|(?<n>é+){2,}", "(a{3}){4}|[^]"]
    let pieces = [
      "(", ")", "[", "]", "{2}", "{,", "|", "\\", "\\p{", "}", "*", "?", "^", "$", "-", "\\ud83d", "(?:", "🐲",
      "\u{301}",
    ]
    var generator = SchemaGenerator(seed: 77)
    for _ in FuzzRounds(20_000) {
      var scalars = Array(generator.pick(seeds).unicodeScalars)
      for _ in 0...generator.next(4) {
        let at = generator.next(scalars.count + 1)
        switch generator.next(3) {
        case 0: scalars.removeSubrange(at..<min(scalars.count, at + 1 + generator.next(3)))
        case 1: scalars.insert(contentsOf: Array(generator.pick(pieces).unicodeScalars), at: at)
        default: scalars.insert(contentsOf: scalars[min(at, scalars.count / 2)...].prefix(12), at: at)
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      do {
        let pattern = try Pattern(text)
        // Whatever matches, it does so anywhere in a text that goes on.
        if pattern.matches("ab"), !text.contains("^"), !text.contains("$"), !text.contains("\\b"), !text.contains("\\B")
        {
          #expect(pattern.matches("zabz"), "\(text)")
        }
      } catch {
        #expect(error.offset <= scalars.count)
      }
    }
  }
}
