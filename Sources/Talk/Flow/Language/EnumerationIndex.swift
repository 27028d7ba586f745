import Resources

/// Finds values of enumerations in speech, misheard ones too.
struct EnumerationIndex: Sendable {
  struct Hit: Sendable, Hashable {
    var slot: String
    var value: String
    var range: Range<Int>
    /// 1 for the very words.
    var likeness: Double
  }
  private struct Phrase: Sendable {
    var slot: String
    var value: String
    var tokens: [Token]
    var joined: String
  }

  private let phrases: [Phrase]
  private let vocabulary: Set<String>

  init(_ scenario: Scenario, vocabulary: Set<String>) {
    var phrases: [Phrase] = []
    var vocabulary = vocabulary
    for slot in scenario.slots {
      guard case .enumeration(let values) = slot.type else { continue }
      for value in values {
        for text in [value.value] + value.synonyms {
          let tokens = Tokenizer.tokens(text.replacingHyphens)
          guard !tokens.isEmpty, tokens.count <= 8 else { continue }
          let joined = tokens.map(\.text).joined()
          phrases.append(Phrase(slot: slot.name, value: value.value, tokens: tokens, joined: joined))
          vocabulary.formUnion(tokens.map(\.stem))
        }
      }
    }
    self.phrases = phrases
    self.vocabulary = vocabulary
  }

  /// Hits that do not overlap within one slot, in the order said. Misheard values need a likeness of 0.8; for
  /// `asked` 0.65 suffices where nothing else was heard of it.
  func hits(in tokens: [Token], asked: String?) -> [Hit] {
    var candidates = exact(tokens) + misheard(tokens, threshold: 0.8, only: nil)
    if let asked, !candidates.contains(where: { $0.slot == asked }), tokens.count <= 12 {
      candidates += misheard(tokens, threshold: 0.65, only: asked)
    }
    candidates.sort {
      ($1.range.count, $1.likeness, $0.range.lowerBound) < ($0.range.count, $0.likeness, $1.range.lowerBound)
    }
    var taken: [Hit] = []
    for candidate in candidates {
      let clashes = taken.contains {
        $0.range.overlaps(candidate.range) && ($0.slot == candidate.slot || $0.range != candidate.range)
      }
      if !clashes { taken.append(candidate) }
    }
    return taken.sorted { ($0.range.lowerBound, $0.slot) < ($1.range.lowerBound, $1.slot) }
  }

  private func exact(_ tokens: [Token]) -> [Hit] {
    var hits: [Hit] = []
    for phrase in phrases where phrase.tokens.count <= tokens.count {
      for start in 0...(tokens.count - phrase.tokens.count) {
        let matches = phrase.tokens.indices.allSatisfy { tokens[start + $0].stem == phrase.tokens[$0].stem }
        if matches {
          hits.append(
            Hit(slot: phrase.slot, value: phrase.value, range: start..<(start + phrase.tokens.count), likeness: 1))
        }
      }
    }
    return hits
  }

  private func misheard(_ tokens: [Token], threshold: Double, only slot: String?) -> [Hit] {
    var hits: [Hit] = []
    let tokens = tokens.prefix(48)
    for length in 1...3 where length <= tokens.count {
      for start in 0...(tokens.count - length) {
        let window = tokens[start..<(start + length)]
        if slot == nil, length == 1, window.allSatisfy({ vocabulary.contains($0.stem) }) { continue }
        let joined = window.map(\.text).joined()
        // Short words are alike by chance: "blah" is no "plain".
        guard joined.utf8.count >= (threshold < 0.8 ? 5 : 4) else { continue }
        var best: Hit?
        for phrase in phrases where slot == nil || phrase.slot == slot {
          let likeness = likeness(window, joined, phrase)
          guard likeness >= threshold, likeness > best?.likeness ?? 0 else { continue }
          best = Hit(
            slot: phrase.slot, value: phrase.value, range: start..<(start + length), likeness: min(likeness, 0.99))
        }
        if let best { hits.append(best) }
      }
    }
    return hits
  }

  private func likeness(_ window: ArraySlice<Token>, _ joined: String, _ phrase: Phrase) -> Double {
    guard phrase.joined.utf8.count >= 4, abs(phrase.joined.utf8.count - joined.utf8.count) <= 4 else { return 0 }
    if window.count == phrase.tokens.count {
      var total = 0.0
      for (heard, wanted) in zip(window, phrase.tokens) {
        let score = heard.stem == wanted.stem ? 1 : Similarity.score(heard.text, wanted.text)
        guard score >= 0.5 else { return 0 }
        // A word that the scenario knows was hardly misheard.
        if score < 1, window.count > 1, vocabulary.contains(heard.stem) { return 0 }
        total += score
      }
      return total / Double(window.count)
    }
    let known = phrase.tokens.contains { wanted in window.contains { $0.stem == wanted.stem } }
    guard !known, window.allSatisfy({ $0.text.utf8.count >= 2 }) else { return 0 }
    // Words run together or torn apart are alike by chance more often.
    let score = Similarity.score(joined, phrase.joined)
    return score >= 0.85 ? score : 0
  }
}

extension String {
  var replacingHyphens: String { String(map { $0 == "-" || $0 == "_" ? " " : $0 }) }
}
