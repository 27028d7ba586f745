import Diagnostics
import Resources
import YAMLTree

extension ScenarioRules {
  /// Warns of an example that two intents share; neither can be told from the other by it.
  mutating func checkExamples() {
    var first: [String: (intent: String, place: Diagnostic.Place)] = [:]
    for intent in spec["intents"]?.entries ?? [] {
      for example in intent.value["examples"]?.elements ?? [] {
        guard let text = example.scalar?.text else { continue }
        let plain = Self.plain(text)
        if let other = first[plain] {
          guard other.intent != intent.name else { continue }
          let related = Diagnostic.Related(place: other.place, message: "the other is here")
          report.add(
            .exampleTwice, "intents `\(other.intent)` and `\(intent.name)` have the same example", example.range,
            related: [related])
        } else {
          first[plain] = (intent.name, report.place(example.range))
        }
      }
    }
  }

  /// Reports words that stand for two values of an enumeration; only one of them could ever be heard.
  mutating func checkSynonyms() {
    for slot in spec["slots"]?.entries ?? [] where slot.value["type"]?.scalar?.text == "enum" {
      var first: [String: (value: String, place: Diagnostic.Place)] = [:]
      let values = slot.value["values"]?.entries ?? []
      for value in values { first[Self.plain(value.name)] = (value.name, report.place(value.nameRange)) }
      for value in values {
        for word in value.value.elements ?? [] {
          guard let text = word.scalar?.text else { continue }
          let plain = Self.plain(text)
          if let other = first[plain], other.value != value.name {
            let related = Diagnostic.Related(place: other.place, message: "`\(other.value)` has it here")
            report.add(
              .ambiguousSynonym, "`\(text)` stands for both `\(other.value)` and `\(value.name)`", word.range,
              related: [related])
          } else {
            first[plain] = (value.name, report.place(word.range))
          }
        }
      }
    }
  }

  /// Case, hyphens, spacing and final marks are not heard.
  private static func plain(_ text: String) -> String {
    let words = text.lowercased().split { " -\t\n.,!?".contains($0) }
    return words.joined(separator: " ")
  }

  /// Warns of a step that changes something and does not say what follows when that fails.
  mutating func checkFailures(_ graph: StepGraph) {
    for step in graph.steps where step.calls && step.entry.value["onError"] == nil {
      guard let call = step.entry.value["call"], let name = call.scalar?.text, let tool = tools[name],
        tool.effect != .read
      else { continue }
      report.add(
        .noFailureStep, "tool `\(name)` may fail, and step `\(step.entry.name)` has no `onError`", call.range,
        suggestion: "add `onError` with the step that follows then")
    }
  }
}
