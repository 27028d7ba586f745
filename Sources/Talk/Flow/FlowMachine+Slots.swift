import JSON
import Resources

/// Taking what was understood into slots.
extension FlowMachine {
  func isFreeText(_ slot: Scenario.Slot) -> Bool { slot.type == .text || slot.type == .name }

  mutating func take(_ reading: SlotReading, _ tokens: [Token]) {
    guard !reading.values.isEmpty else { return }
    state.misses = 0
    state.digits = ""
    for (slot, value) in merged(reading, tokens) { set(slot, value) }
  }

  func changes(_ reading: SlotReading, _ tokens: [Token]) -> Bool {
    merged(reading, tokens).contains { value(of: $0.0) != $0.1 }
  }

  /// Values of slots that keep many are joined; "no olives" and "olives" exclude each other.
  func merged(_ reading: SlotReading, _ tokens: [Token]) -> [(String, JSONValue)] {
    var result: [(String, JSONValue)] = []
    let replaces = tokens.contains { ["instead", "only", "just"].contains($0.text) }
    for (slot, value) in reading.values {
      guard slotIndex[slot]?.many == true, let added = value.stringValue else {
        result.removeAll { $0.0 == slot }
        result.append((slot, value))
        continue
      }
      let earlier = result.last { $0.0 == slot }?.1 ?? (replaces ? nil : state.values[slot])
      var list = Self.split(earlier?.stringValue ?? "")
      list.removeAll { $0 == added || $0 == "no " + added || "no " + $0 == added }
      list.append(added)
      result.removeAll { $0.0 == slot }
      result.append((slot, .string(list.joined(separator: " and "))))
    }
    return result
  }

  private static func split(_ joined: String) -> [String] {
    var parts: [String] = [""]
    for word in joined.split(separator: " ") {
      if word == "and" {
        parts.append("")
      } else {
        parts[parts.count - 1] += (parts[parts.count - 1].isEmpty ? "" : " ") + word
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// A number said in pieces: kept until it is whole.
  mutating func gather(_ digits: String, _ slot: Scenario.Slot) {
    let whole = state.digits + digits
    switch slot.type {
    case .digits(let count?) where whole.utf8.count < count:
      state.digits = whole
      say("I have \(Self.spoken(.string(whole), as: slot.type)). Please go on.")
    case .digits(_?) where whole.utf8.count == slot.type.digitCount, .phone where (6...16).contains(whole.utf8.count):
      state.digits = ""
      state.misses = 0
      set(slot.name, .string(whole))
      collected()
    case .phone where whole.utf8.count < 6:
      state.digits = whole
      say("I have \(Self.spoken(.string(whole), as: slot.type)). Please go on.")
    default:
      state.digits = ""
      miss()
    }
  }
}
