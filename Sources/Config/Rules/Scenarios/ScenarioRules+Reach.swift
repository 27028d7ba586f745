import Diagnostics
import YAMLTree

extension ScenarioRules {
  /// Warns of steps that no path from `start` leads to, and of intents that no step listens for.
  mutating func checkReach() {
    var edges: [String: [String]] = [:]
    var heard: Set<String> = []
    for entry in spec["steps"]?.entries ?? [] {
      let listened = entry.value["on"]?.entries ?? []
      heard.formUnion(listened.map(\.name))
      edges[entry.name] =
        listened.compactMap { $0.value.scalar?.text }
        + StepFields(entry.value).followers.compactMap { $0.scalar?.text }
    }
    guard steps.contains("start") else { return }
    var reached: Set = ["start"]
    var waiting = ["start"]
    while let name = waiting.popLast() {
      for target in edges[name] ?? [] where reached.insert(target).inserted { waiting.append(target) }
    }
    for entry in spec["steps"]?.entries ?? [] where !reached.contains(entry.name) {
      report.add(.unreachableStep, "no step leads to `\(entry.name)`", entry.nameRange)
    }
    for entry in spec["intents"]?.entries ?? [] where !heard.contains(entry.name) {
      report.add(.unusedIntent, "no step listens for the intent `\(entry.name)`", entry.nameRange)
    }
  }
}
