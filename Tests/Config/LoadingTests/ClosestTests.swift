import FuzzRounds
import JSON
import Testing

@testable import Diagnostics
@testable import Loading
@testable import Resources
@testable import Shapes

/// Words with one slip of a finger each, made of every name the language and the shipped repository know.
struct TypoCorpus {
  struct Word {
    var typed: String
    var meant: String
    var candidates: [String]
  }
  private(set) var words: [Word] = []
  private var random = SeededRandom(seed: 2026)

  /// Slips: a letter too many, one too few, a neighbouring key, two letters swapped. `each` of every kind for a name.
  mutating func add(_ names: [String], each: Int) {
    let known = Set(names)
    for name in names where name.count >= 2 {
      var seen: Set<String> = []
      for kind in 0..<4 {
        for _ in 0..<each {
          let typed = slip(Array(name), kind)
          // What is itself a name cannot be told from being meant.
          guard typed != name, !typed.isEmpty, !known.contains(typed), seen.insert(typed).inserted else { continue }
          words.append(Word(typed: typed, meant: name, candidates: names))
        }
      }
    }
  }

  private mutating func slip(_ name: [Character], _ kind: Int) -> String {
    var letters = name
    let index = Int.random(in: 0..<letters.count, using: &random)
    switch kind {
    case 0: letters.insert(neighbour(of: letters[index]), at: index + Int.random(in: 0...1, using: &random))
    case 1: letters.remove(at: index)
    case 2: letters[index] = neighbour(of: letters[index])
    default: if index + 1 < letters.count { letters.swapAt(index, index + 1) }
    }
    return String(letters)
  }

  private mutating func neighbour(of letter: Character) -> Character {
    Self.neighbours[letter]?.randomElement(using: &random) ?? "x"
  }

  private static let neighbours: [Character: [Character]] = {
    let all = Array("qwertyuiopasdfghjklzxcvbnm-1234567890")
    func areNear(_ one: Character, _ other: Character) -> Bool {
      guard one != other, let first = one.unicodeScalars.first, let second = other.unicodeScalars.first else {
        return false
      }
      return EditMeasure.areNeighbours(first, second)
    }
    return Dictionary(
      uniqueKeysWithValues: (all + Array("QWERTYUIOPASDFGHJKLZXCVBNM")).map { letter in
        (letter, all.filter { areNear(letter, $0) })
      })
  }()
}

@Suite struct ClosestTests {
  @Test func oneTypoIsUnderstood() {
    var corpus = TypoCorpus()
    for kind in ResourceName.Kind.allCases { collect(.object(KindShape.of(kind)), into: &corpus) }
    let snapshot = Loader.load(Repository.shipped(), revision: "test").snapshot
    let resources = Loader.load(Repository.shipped(), revision: "test").resources
    #expect(snapshot != nil)
    for kind in ResourceName.Kind.allCases {
      corpus.add(resources.filter { $0.name.kind == kind }.map(\.name.name).sorted(), each: 2)
    }
    for scenario in snapshot?.scenarios.values.sorted(by: { $0.metadata.name < $1.metadata.name }) ?? [] {
      corpus.add(scenario.intents.map(\.name), each: 4)
      corpus.add(scenario.slots.map(\.name), each: 4)
      corpus.add(scenario.steps.map(\.name), each: 4)
      corpus.add(scenario.tools.map(\.name), each: 4)
    }
    var wrong: [TypoCorpus.Word] = []
    var harmful = 0
    for word in corpus.words {
      let found = Closest.find(word.typed, among: word.candidates)
      if found?.name != word.meant { wrong.append(word) }
      if let found, found.isCertain, found.name != word.meant { harmful += 1 }
    }
    let share = 1 - Double(wrong.count) / Double(max(1, corpus.words.count))
    print(
      "did-you-mean: \(corpus.words.count) words, \(Int((share * 10000).rounded())) of 10000 right, \(harmful) certain and wrong"
    )
    #expect(corpus.words.count > 2000)
    #expect(share >= 0.95, "\(wrong.prefix(40).map { "\($0.typed) for \($0.meant)" })")
    #expect(Double(harmful) <= 0.002 * Double(corpus.words.count))
  }

  private func collect(_ shape: Shape, into corpus: inout TypoCorpus) {
    switch shape {
    case .choice(let choices): corpus.add(choices.map(\.value), each: 4)
    case .list(let element, _): collect(element, into: &corpus)
    case .map(_, let value): collect(value, into: &corpus)
    case .object(let object):
      corpus.add(object.fields.map(\.name), each: 4)
      for field in object.fields { collect(field.shape, into: &corpus) }
    default: break
    }
  }

  @Test(
    arguments: [
      ("langauge", ["language", "labels"], "language", true), ("Bto", ["Bot"], "Bot", true),
      ("bot", ["Bot", "Bots"], "Bot", true), ("api_key", ["apiKey", "api"], "apiKey", true),
      ("minimun", ["minimum", "maximum"], "minimum", true), ("desc", ["name", "description"], "description", false),
      ("colour", ["name", "scenario"], nil, false), ("", ["a"], nil, false), ("e", ["d"], "d", false),
      ("größe", ["größer"], "größer", true),
    ] as [(String, [String], String?, Bool)])
  func cases(_ word: String, _ names: [String], _ expected: String?, _ isCertain: Bool) {
    let found = Closest.find(word, among: names)
    #expect(found?.name == expected)
    #expect((found?.isCertain ?? false) == isCertain)
  }

  /// Editing is a measure: nothing to itself, the same both ways.
  @Test func measureIsSymmetric() {
    var random = SeededRandom(seed: 3)
    let letters = Array("abcdeA-_ é".unicodeScalars)
    for _ in 0..<2000 {
      let words = (0..<2).map { _ in
        (0..<Int.random(in: 0...8, using: &random)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &random)]
        }
      }
      let there = EditMeasure.of(words[0], words[1])
      let back = EditMeasure.of(words[1], words[0])
      #expect(there.cost == back.cost)
      #expect(EditMeasure.of(words[0], words[0]).cost == 0)
      // The way a limit cuts short is not one that few edits take.
      if !words.joined().contains(where: { "-_ ".unicodeScalars.contains($0) }) {
        #expect(EditMeasure.of(words[0], words[1], limit: there.edits).cost == there.cost)
      }
      #expect(there.edits <= max(words[0].count, words[1].count))
    }
  }

  @Test func workIsBounded() {
    let word = String(repeating: "ab", count: 500_000)
    let names = (0..<30_000).map { "name-\($0)" }
    let elapsed = ProcessorTime.measure {
      #expect(Closest.find("nmae-77", among: names)?.name == "name-77")
      #expect(Closest.find(word, among: names) == nil)
    }
    #expect(elapsed < .seconds(4))
  }
}
