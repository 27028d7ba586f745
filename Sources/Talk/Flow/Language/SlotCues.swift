import Resources

/// What the examples tell about where a slot's value stands: the words before and after its placeholder.
struct SlotCues: Sendable {
  private var following: [String: Set<String>] = [:]
  private var followingSlots: [String: Set<String>] = [:]
  private var preceding: [String: Set<[String]>] = [:]
  private var ownWords: [String: Set<String>] = [:]

  init(_ scenario: Scenario) {
    for slot in scenario.slots { ownWords[slot.name] = Set(Tokenizer.tokens(slot.name.replacingHyphens).map(\.stem)) }
    for intent in scenario.intents {
      for example in intent.examples {
        let pieces = ExamplePattern(example).pieces
        for (index, piece) in pieces.enumerated() {
          guard case .slot(let name) = piece else { continue }
          if index + 1 < pieces.count {
            switch pieces[index + 1] {
            case .word(let token): following[name, default: []].insert(token.stem)
            case .slot(let next): followingSlots[name, default: []].insert(next)
            }
          }
          var words: [String] = []
          for case .word(let token) in pieces[..<index].reversed().prefix(while: {
            if case .word = $0 { true } else { false }
          }) {
            words.insert(token.stem, at: 0)
          }
          if !words.isEmpty { preceding[name, default: []].insert(Array(words.suffix(2))) }
        }
      }
    }
  }

  func isOwnWord(_ slot: String, _ stem: String) -> Bool { ownWords[slot]?.contains(stem) ?? false }

  /// Whether what follows a number says that it is meant for the slot.
  func follows(_ slot: String, _ tokens: [Token], after index: Int, hits: [EnumerationIndex.Hit]) -> Bool {
    guard tokens.indices.contains(index) else { return false }
    let stem = tokens[index].stem
    if isOwnWord(slot, stem) { return true }
    if let words = following[slot], words.contains(stem), !["for", "to", "and", "please"].contains(stem) {
      return true
    }
    guard let slots = followingSlots[slot] else { return false }
    return slots.contains { next in
      isOwnWord(next, stem) || hits.contains { $0.slot == next && $0.range.lowerBound == index }
    }
  }

  /// Whether the words before a value are those the examples have before the slot.
  func precede(_ slot: String, _ tokens: [Token], at index: Int) -> Bool {
    let before = tokens[..<index].map(\.stem)
    if before.suffix(3).contains(where: { isOwnWord(slot, $0) }) { return true }
    return (preceding[slot] ?? []).contains { words in
      words.count >= 2 && before.count >= words.count && before.suffix(words.count).elementsEqual(words)
    }
  }

  /// The words that follow an introduction of a free-text slot ("deliver to …", "my name is …"), to the end.
  func freeText(_ slot: Scenario.Slot, in tokens: [Token]) -> Range<Int>? {
    var introductions = preceding[slot.name] ?? []
    if slot.type == .name {
      introductions.formUnion([["my", "nam", "is"], ["nam", "is"], ["call", "me"]].map { $0 })
    }
    var best: Int?
    for words in introductions where words.count >= 2 {
      let stems = words.map { $0 == "nam" ? Tokenizer.stem("name") : $0 }
      guard tokens.count > stems.count else { continue }
      for start in 0..<(tokens.count - stems.count) {
        let matches = stems.indices.allSatisfy { tokens[start + $0].stem == stems[$0] }
        if matches { best = min(best ?? .max, start + stems.count) }
      }
    }
    return best.map { $0..<tokens.count }
  }
}

/// Names and free text as the caller said them.
enum FreeText {
  private static let endings: Set<String> = ["please", "thanks", "thank", "you", "and"]
  private static let nameStops: Set<String> = [
    "and", "for", "from", "with", "please", "thanks", "thank", "at", "on", "i", "we", "but",
  ]
  private static let nameLeads: Set<String> = [
    "uh", "um", "it", "is", "this", "under", "the", "name", "yes", "my", "i", "am", "well", "oh", "its", "be", "on",
    "that", "would", "for", "in",
  ]

  /// Nil where nothing is left.
  static func value(_ tokens: ArraySlice<Token>, isName: Bool) -> String? {
    isName ? name(tokens) : text(tokens)
  }

  static func text(_ tokens: ArraySlice<Token>) -> String? {
    var tokens = tokens
    while let last = tokens.last, endings.contains(last.text) { tokens.removeLast() }
    while let first = tokens.first, ["uh", "um", "well", "oh"].contains(first.text) { tokens.removeFirst() }
    var text = ""
    for token in tokens where !token.original.isEmpty {
      if let joiner = token.joiner, !text.isEmpty, "-/.:&@_".contains(joiner) {
        text.append(joiner)
      } else if !text.isEmpty {
        text.append(" ")
      }
      text += token.original
    }
    return text.isEmpty ? nil : String(text.prefix(240))
  }

  static func name(_ tokens: ArraySlice<Token>) -> String? {
    let body = tokens.drop { nameLeads.contains($0.text) }.prefix { !nameStops.contains($0.text) }.prefix(4)
    let words = body.filter { !$0.original.isEmpty && $0.original.first?.isLetter == true }.map { token in
      token.original.prefix(1).uppercased() + token.original.dropFirst()
    }
    return words.isEmpty ? nil : String(words.joined(separator: " ").prefix(120))
  }
}
