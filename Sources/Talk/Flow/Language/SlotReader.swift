import JSON
import Resources

/// What was heard of slots, and which words told it.
struct SlotReading: Sendable {
  var values: [(slot: String, value: JSONValue)] = []
  var claimed: Set<Int> = []
  /// Digits that fell short of the count the asked slot needs.
  var shortDigits: String?

  func value(of slot: String) -> JSONValue? { values.last { $0.slot == slot }?.value }
}

/// Picks typed slot values from free speech.
struct SlotReader: Sendable {
  let scenario: Scenario
  let enumerations: EnumerationIndex
  let cues: SlotCues
  let today: CalendarDay

  init(_ scenario: Scenario, vocabulary: Set<String>, today: CalendarDay) {
    self.scenario = scenario
    enumerations = EnumerationIndex(scenario, vocabulary: vocabulary)
    cues = SlotCues(scenario)
    self.today = today
  }

  /// The utterance as the intent matcher wants it: the words of a slot value are one unit.
  func units(_ tokens: [Token]) -> [IntentIndex.Unit] {
    var slotsAt: [Int: (length: Int, slots: Set<String>)] = [:]
    func mark(_ range: Range<Int>, _ slots: [String]) {
      guard !slots.isEmpty else { return }
      if let old = slotsAt[range.lowerBound] {
        slotsAt[range.lowerBound] = (max(old.length, range.count), old.slots.union(slots))
      } else {
        slotsAt[range.lowerBound] = (range.count, Set(slots))
      }
    }
    for hit in enumerations.hits(in: tokens, asked: nil) { mark(hit.range, [hit.slot]) }
    for reading in DateReader.readings(in: tokens, today: today) { mark(reading.range, names { $0 == .date }) }
    for reading in DigitReader.readings(in: tokens) {
      mark(
        reading.range,
        names {
          switch $0 {
          case .digits(let count): count == nil || count == reading.value.utf8.count
          case .phone: reading.value.utf8.count >= 6
          case .integer, .number: reading.range.count == 1
          default: false
          }
        })
    }
    for reading in NumberReader.readings(in: tokens) {
      mark(
        reading.range,
        names {
          switch $0 {
          case .integer(let low, let high): (low ?? .min)...(max(low ?? .min, high ?? .max)) ~= reading.value
          default: false
          }
        })
    }
    var units: [IntentIndex.Unit] = []
    var index = 0
    while index < tokens.count {
      if let (length, slots) = slotsAt[index] {
        let end = min(tokens.count, index + length)
        units.append(IntentIndex.Unit(stems: tokens[index..<end].map(\.stem), slots: slots))
        index = end
      } else {
        units.append(IntentIndex.Unit(stems: [tokens[index].stem], slots: []))
        index += 1
      }
    }
    return units
  }

  private func names(where matches: (Scenario.SlotType) -> Bool) -> [String] {
    scenario.slots.filter { matches($0.type) }.map(\.name)
  }

  /// Reads the slots of `wanted`; `asked` is the one the caller was asked for, `brief` whether a lone number may be
  /// meant for the only slot that takes one.
  func read(_ tokens: [Token], wanted: [Scenario.Slot], asked: Scenario.Slot?, brief: Bool) -> SlotReading {
    var reading = SlotReading()
    readFreeText(tokens, wanted, &reading)
    readEnumerations(tokens, wanted, asked, &reading)
    readDates(tokens, wanted, asked, &reading)
    readDigits(tokens, wanted, asked, &reading)
    readTimes(tokens, wanted, asked, &reading)
    readNumbers(tokens, wanted, asked, brief, &reading)
    if let asked, asked.type == .boolean, let answer = YesNo.leaning(tokens) {
      reading.values.append((asked.name, .bool(answer)))
    }
    return reading
  }

  private func free(_ range: Range<Int>, _ reading: SlotReading) -> Bool {
    range.allSatisfy { !reading.claimed.contains($0) }
  }

  private func readEnumerations(
    _ tokens: [Token], _ wanted: [Scenario.Slot], _ asked: Scenario.Slot?, _ reading: inout SlotReading
  ) {
    let hits = enumerations.hits(in: tokens, asked: asked?.name).filter { free($0.range, reading) }
    for slot in wanted {
      guard case .enumeration = slot.type else { continue }
      var chosen: [EnumerationIndex.Hit] = []
      for hit in hits where hit.slot == slot.name {
        let before = tokens[max(0, hit.range.lowerBound - 2)..<hit.range.lowerBound].map(\.text)
        if before.last == "not" || before.last == "without" || (before.last == "no" && slot.many) { continue }
        if slot.many {
          chosen.append(hit)
        } else if let last = chosen.last {
          let between = tokens[last.range.upperBound..<max(last.range.upperBound, hit.range.lowerBound)].map(\.text)
          if !Set(between).isDisjoint(with: ["no", "actually", "sorry", "wait", "rather", "instead", "mean"]) {
            chosen = [hit]
          }
        } else {
          chosen = [hit]
        }
      }
      guard !chosen.isEmpty else { continue }
      for hit in chosen {
        reading.claimed.formUnion(hit.range)
        reading.values.append((slot.name, .string(hit.value)))
      }
    }
  }

  private func readFreeText(_ tokens: [Token], _ wanted: [Scenario.Slot], _ reading: inout SlotReading) {
    for slot in wanted where slot.type == .text || slot.type == .name {
      guard let range = cues.freeText(slot, in: tokens), free(range, reading) else { continue }
      guard let text = FreeText.value(tokens[range], isName: slot.type == .name) else { continue }
      reading.claimed.formUnion(range)
      reading.values.append((slot.name, .string(text)))
    }
  }

  private func readDates(
    _ tokens: [Token], _ wanted: [Scenario.Slot], _ asked: Scenario.Slot?, _ reading: inout SlotReading
  ) {
    let slots = wanted.filter { $0.type == .date }
    let dates = DateReader.readings(in: tokens, today: today).filter { free($0.range, reading) }
    guard let first = slots.first, !dates.isEmpty else { return }
    for date in dates { reading.claimed.formUnion(date.range) }
    if dates.count >= 2, slots.count >= 2 {
      reading.values.append((slots[0].name, .string(dates[0].value.iso)))
      reading.values.append((slots[1].name, .string(dates[1].value.iso)))
      return
    }
    // "no, the fifteenth": of two for one slot, the last.
    guard let date = dates.last else { return }
    let before = tokens[max(0, date.range.lowerBound - 3)..<date.range.lowerBound].map(\.text)
    let isEnd = !Set(before).isDisjoint(with: ["to", "until", "till", "leaving", "depart", "departure", "out"])
    let target = isEnd && slots.count >= 2 ? slots[1] : asked?.type == .date ? (asked ?? first) : first
    reading.values.append((target.name, .string(date.value.iso)))
  }

  private func readDigits(
    _ tokens: [Token], _ wanted: [Scenario.Slot], _ asked: Scenario.Slot?, _ reading: inout SlotReading
  ) {
    for run in DigitReader.readings(in: tokens) where free(run.range, reading) {
      let bare = run.value.filter { $0 != "+" }
      func fits(_ slot: Scenario.Slot, asked isAsked: Bool) -> Bool {
        switch slot.type {
        case .phone: (6...15).contains(bare.utf8.count)
        case .digits(let count?): bare.utf8.count == count
        case .digits(nil): isAsked || cues.precede(slot.name, tokens, at: run.range.lowerBound)
        default: false
        }
      }
      let slot = asked.flatMap { fits($0, asked: true) ? $0 : nil } ?? wanted.first { fits($0, asked: false) }
      if let slot {
        reading.claimed.formUnion(run.range)
        reading.values.append((slot.name, .string(slot.type == .phone ? run.value : bare)))
      } else if let asked, reading.shortDigits == nil {
        switch asked.type {
        case .digits(let count?) where bare.utf8.count < count: reading.shortDigits = bare
        case .phone where bare.utf8.count < 6: reading.shortDigits = run.value
        default: break
        }
      }
    }
  }

  private func readTimes(
    _ tokens: [Token], _ wanted: [Scenario.Slot], _ asked: Scenario.Slot?, _ reading: inout SlotReading
  ) {
    guard let slot = wanted.first(where: { $0.type == .time }) else { return }
    let times = TimeReader.readings(in: tokens, bare: asked?.type == .time).filter { free($0.range, reading) }
    guard let time = times.last else { return }
    reading.claimed.formUnion(time.range)
    reading.values.append((slot.name, .string(time.value)))
  }

  private func readNumbers(
    _ tokens: [Token], _ wanted: [Scenario.Slot], _ asked: Scenario.Slot?, _ brief: Bool,
    _ reading: inout SlotReading
  ) {
    let slots = wanted.filter {
      if case .integer = $0.type { true } else if case .number = $0.type { true } else { false }
    }
    guard !slots.isEmpty else { return }
    let hits = enumerations.hits(in: tokens, asked: nil)
    for number in NumberReader.readings(in: tokens) where free(number.range, reading) {
      let cued =
        slots.first { cues.follows($0.name, tokens, after: number.range.upperBound, hits: hits) }
        ?? slots.first { cues.precede($0.name, tokens, at: number.range.lowerBound) }
      let askedHere = slots.first { $0.name == asked?.name }
      let only = brief && slots.count == 1 && tokens.count <= 5 ? slots.first : nil
      guard let slot = cued ?? (asked == nil || askedHere != nil ? askedHere ?? only : nil) else { continue }
      guard Self.allows(slot.type, number.value) else { continue }
      reading.claimed.formUnion(number.range)
      reading.values.append((slot.name, .integer(Int64(number.value))))
    }
    // "a room for a night": an article counts one where the slot's own word follows it.
    for index in tokens.indices where tokens[index].text == "a" || tokens[index].text == "an" {
      guard index + 1 < tokens.count, let slot = slots.first(where: { $0.name == asked?.name }),
        cues.isOwnWord(slot.name, tokens[index + 1].stem), reading.value(of: slot.name) == nil,
        Self.allows(slot.type, 1)
      else { continue }
      reading.values.append((slot.name, 1))
    }
  }

  static func allows(_ type: Scenario.SlotType, _ value: Int) -> Bool {
    switch type {
    case .integer(let low, let high): value >= low ?? .min && value <= high ?? .max
    case .number(let low, let high): Double(value) >= low ?? -.infinity && Double(value) <= high ?? .infinity
    default: false
    }
  }
}
