import Resources

/// Finds the intents whose examples are nearest to what was said.
///
/// Words weigh by how few intents use them; a misheard word counts by its likeness; `{slot}` matches a value of the
/// slot. The score (0...1) is the mean of how much of the example was said and how much of what was said the example
/// explains.
struct IntentIndex: Sendable {
  /// A piece of what was said: a word, or the words of one slot value.
  struct Unit: Sendable {
    var stems: [String]
    var slots: Set<String>
  }
  private enum Piece: Sendable {
    case word(String, weight: Double)
    case slot(String)
    case free
  }
  private struct Example: Sendable {
    var intent: String
    var pieces: [Piece]
  }

  static let maximumUnits = 48
  /// Weight of a word no example has.
  private static let unknown = 0.85
  /// Words that carry little: how a thing is asked for, not what.
  private static let light: Set<String> = Set(
    [
      "i", "a", "an", "the", "to", "of", "is", "am", "are", "would", "like", "please", "can", "could", "you", "me",
      "my", "it", "and", "for", "do", "does", "will", "that", "this", "in", "on", "at", "with", "uh", "um", "well",
      "so", "just", "oh", "hi", "hello", "then", "some", "there", "be", "want", "get", "have", "has", "your", "we",
      "all",
    ].map(Tokenizer.stem))

  /// What a question asks after matters more than how it begins.
  private static let questions: Set<String> = ["what", "which", "when", "where", "how", "time", "much"]

  private let examples: [Example]
  private let weights: [String: Double]
  /// Stems of every literal word of the examples.
  let vocabulary: Set<String>

  init(_ scenario: Scenario) {
    let freeSlots = Set(scenario.slots.filter { $0.type == .text || $0.type == .name }.map(\.name))
    var intentsOf: [String: Set<String>] = [:]
    var parsed: [(String, [ExamplePattern.Piece])] = []
    for intent in scenario.intents {
      for example in intent.examples {
        let pieces = ExamplePattern(example).pieces
        parsed.append((intent.name, pieces))
        for case .word(let token) in pieces { intentsOf[token.stem, default: []].insert(intent.name) }
      }
    }
    let count = Double(max(1, scenario.intents.count))
    var weights: [String: Double] = [:]
    for (stem, intents) in intentsOf {
      let rarity = 0.5 + Self.log2(1 + count / Double(intents.count)) / 2
      weights[stem] = Self.light.contains(stem) ? 0.15 : Self.questions.contains(stem) ? 0.5 : rarity
    }
    self.weights = weights
    vocabulary = Set(weights.keys)
    examples = parsed.map { intent, pieces in
      Example(
        intent: intent,
        pieces: pieces.map { piece in
          switch piece {
          case .word(let token): .word(token.stem, weight: weights[token.stem] ?? 1)
          case .slot(let name): freeSlots.contains(name) ? .free : .slot(name)
          }
        })
    }
  }

  /// The best score of each intent.
  func scores(_ units: [Unit]) -> [String: Double] {
    let units = Array(units.prefix(Self.maximumUnits))
    guard !units.isEmpty else { return [:] }
    var best: [String: Double] = [:]
    for example in examples {
      let score = score(example, units)
      if score > best[example.intent, default: 0] { best[example.intent] = score }
    }
    return best
  }

  private func weight(of unit: Unit) -> Double {
    if !unit.slots.isEmpty { return 0.8 }
    return unit.stems.map { weights[$0] ?? (Self.light.contains($0) ? 0.15 : Self.unknown) }.max() ?? Self.unknown
  }

  private func score(_ example: Example, _ units: [Unit]) -> Double {
    var said = [Double](repeating: 0, count: units.count)
    var exampleTotal = 0.0
    var exampleMatched = 0.0
    var hasFree = false
    for piece in example.pieces {
      switch piece {
      case .free: hasFree = true
      case .slot(let name):
        exampleTotal += 0.8
        if let index = units.indices.first(where: { said[$0] == 0 && units[$0].slots.contains(name) }) {
          said[index] = 1
          exampleMatched += 0.8
        }
      case .word(let stem, let weight):
        exampleTotal += weight
        var bestIndex: Int?
        var best = 0.0
        for (index, unit) in units.enumerated() {
          let likeness = likeness(stem, unit)
          if likeness > best { (best, bestIndex) = (likeness, index) }
        }
        if let bestIndex {
          said[bestIndex] = max(said[bestIndex], best)
          exampleMatched += weight * best
        }
      }
    }
    guard exampleTotal > 0 else { return 0 }
    let exampleCover = exampleMatched / exampleTotal
    var saidTotal = 0.0
    var saidMatched = 0.0
    for (index, unit) in units.enumerated() {
      let weight = weight(of: unit)
      // What stands for free text explains itself, where the words around it were said.
      let matched = hasFree && exampleCover > 0.8 ? max(said[index], 0.8) : said[index]
      saidTotal += weight
      saidMatched += weight * matched
    }
    return 0.5 * exampleCover + 0.5 * (saidTotal > 0 ? saidMatched / saidTotal : 0)
  }

  private func likeness(_ stem: String, _ unit: Unit) -> Double {
    if unit.stems.contains(stem) { return 1 }
    guard unit.stems.count == 1, let heard = unit.stems.first, heard.utf8.count >= 4, stem.utf8.count >= 4,
      !vocabulary.contains(heard)
    else { return 0 }
    let score = Similarity.score(heard, stem)
    return score >= 0.7 ? score * 0.9 : 0
  }

  /// Base-two logarithm to about 0.09, without a mathematics library.
  private static func log2(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    return Double(value.exponent) + value.significand - 1
  }
}

/// An example sentence as words and `{slot}` placeholders.
struct ExamplePattern: Sendable {
  enum Piece: Sendable {
    case word(Token)
    case slot(String)
  }
  var pieces: [Piece] = []

  init(_ example: String) {
    var literal = ""
    var rest = Substring(example)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      literal = String(rest[..<open])
      pieces += Tokenizer.tokens(literal).map(Piece.word)
      pieces.append(.slot(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    pieces += Tokenizer.tokens(String(rest)).map(Piece.word)
  }
}
