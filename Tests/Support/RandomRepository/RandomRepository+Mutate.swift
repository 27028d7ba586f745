extension RandomRepository {
  /// Changes what it means, in one to four places; it stays valid.
  package mutating func mutate(seed: Int) {
    dice = Dice(seed)
    for _ in 0..<dice.roll(1...4) { mutateOnce() }
    // Whatever the others were: something is different now.
    counter += 1
    resources[0].labels["round"] = "r\(counter)-\(abs(seed))"
  }

  private mutating func mutateOnce() {
    let bots = resources.indices.filter { resources[$0].kind == "Bot" && resources[$0].home != .environment("staging") }
    let free = resources.indices.filter { resources[$0].isFree }
    guard let bot = bots.randomElement(using: &dice) else { return }
    counter += 1
    switch dice.roll(1...7) {
    case 1: resources[bot].spec["greeting"] = .text("Changed \(counter): \(dice.pick(Self.greetings))")
    case 2: resources[bot].spec["numbers"] = [.text("+4930\(100_000 + counter)"), .text("\(5000 + counter)")]
    case 3: if let place = free.randomElement(using: &dice) { resources.remove(at: place) }
    case 4: if let place = free.randomElement(using: &dice) { resources[place].name = "renamed-\(counter)" }
    case 5:
      guard case .tenant(let tenant) = resources[bot].home else { return }
      resources.append(self.bot(tenant, "new-\(counter)", "scenario-0", [], isFree: true))
    case 6: resources[bot].spec["recording"] = resources[bot].spec["recording"] == nil ? ["enabled": true] : nil
    default: resources[bot].labels["owner"] = "o\(counter)"
    }
  }
}
