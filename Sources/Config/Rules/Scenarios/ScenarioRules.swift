package import Diagnostics
import JSONSchema
package import Resources
package import YAMLTree

/// The rules inside one scenario, whose spec has passed its shape.
package struct ScenarioRules {
  struct Tool {
    /// Nil where the schema itself was refused.
    var schema: Schema?
    /// What runs it does to the world; the gravest where it does not say.
    var effect: Scenario.Effect
  }

  package let spec: YAMLNode
  let anchor: YAMLRange
  package var report: Report
  package var needs = ScenarioNeeds()
  let intents: Set<String>
  package let steps: Set<String>
  let databases: Set<String>
  let slots: [String: FieldReader]
  var tools: [String: Tool] = [:]
  /// Names in the order of the file, for suggestions that do not depend on hashing.
  let slotNames: [String]
  /// Work that is left to hold arguments against the schemas of tools.
  var work = 1_000_000
  /// Instructions that patterns of further schemas may have.
  private var instructions = 200_000
  private var variables: Set<String> = []
  private var targets: Set<String> = []
  private var sources: Set<String> = []
  /// Names between single braces, in texts that are said.
  private var singles: [(Template.Reference, YAMLRange)] = []

  package init(spec: YAMLNode, anchor: YAMLRange, report: Report) {
    self.spec = spec
    self.anchor = anchor
    self.report = report
    func names(_ field: String) -> Set<String> { Set((spec[field]?.entries ?? []).map(\.name)) }
    intents = names("intents")
    steps = names("steps")
    databases = names("databases")
    slotNames = (spec["slots"]?.entries ?? []).map(\.name)
    slots = Dictionary(
      FieldReader(spec["slots"]).entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  package mutating func run() {
    checkIntents()
    checkSlots()
    checkTools()
    checkSteps()
    checkReach()
    checkFields()
    checkConversation()
    for text in [spec["persona"], spec["guardrails"]?["offTopic"]] { checkTemplate(text, slots: false, result: false) }
    checkSingles()
    if let outcome = spec["outcome"], let schema = compile(outcome) { checkOutcomes(schema) }
    // A slot that texts use by the name that is unknown here may itself be misspelt.
    let needed = Set(needs.variables.map { "there is no slot `\($0.name)`" })
    if !needed.isEmpty { report.doubt { $0.code == .unknownSlot && needed.contains($0.message) } }
  }

  /// The rules about the conversation as a whole, for a scenario whose parts are sound.
  private mutating func checkConversation() {
    checkSynonyms()
    guard !report.hasError else { return }
    let asked = slotNames.filter { slots[$0]?["ask"].exists == true && slots[$0]?["default"].exists == false }
    let graph = StepGraph(spec["steps"]?.entries ?? [], asked: Set(asked), effects: tools.mapValues(\.effect))
    checkExamples()
    checkFailures(graph)
    checkLoops(graph)
    checkSlotFlow(graph)
    checkPickedUp(graph)
  }

  /// Holds the references of a text against slots and results; what is left, bots must give.
  mutating func checkTemplate(_ node: YAMLNode?, slots usesSlots: Bool, result usesResult: Bool) {
    guard let node, let text = node.scalar?.text else { return }
    let (found, problem) = Template.references(in: text)
    let ranges = ScalarRanges(node)
    for reference in found {
      let range = ranges.range(offset: reference.offset, count: reference.count)
      if usesSlots, slots[reference.name] != nil { continue }
      if reference.name == "result" || reference.name.hasPrefix("result.") {
        if !usesResult || reference.name.utf8.count <= 7 {
          report.add(.unknownVariable, "there is no tool result to take `\(reference.name)` from here", range)
        }
      } else if !TextForm.identifier.accepts(reference.name) {
        report.add(.badTemplate, "`\(reference.name)` is not a name", range)
      } else if slots[reference.name] != nil {
        report.add(.unknownVariable, "slot `\(reference.name)` has no value yet where this is said", range)
      } else if variables.insert(reference.name).inserted {
        needs.variables.append(ScenarioNeeds.Need(name: reference.name, place: report.place(range)))
      }
    }
    if let problem { report.add(.badTemplate, problem.message, node.range(offset: problem.offset, count: 2)) }
    for single in Template.singles(in: text) {
      singles.append((single, ranges.range(offset: single.offset, count: single.count)))
    }
  }

  /// Names between single braces that other texts have between two, and slots.
  private mutating func checkSingles() {
    for (single, range) in singles where slots[single.name] != nil || variables.contains(single.name) {
      report.addSingle(single, range)
    }
  }

  mutating func need(transfer node: YAMLNode?) {
    guard let node, let name = node.scalar?.text, targets.insert(name).inserted else { return }
    needs.transfers.append(ScenarioNeeds.Need(name: name, place: report.place(node.range)))
  }

  mutating func need(knowledge node: YAMLNode?) {
    guard let node, let name = node.scalar?.text, sources.insert(name).inserted else { return }
    needs.knowledge.append(ScenarioNeeds.Need(name: name, place: report.place(node.range)))
  }

  /// The schema under the node, or nil with its problem reported.
  mutating func compile(_ node: YAMLNode) -> Schema? {
    do {
      let schema = try Schema(node.json, options: Schema.Options(maximumInstructions: instructions))
      instructions -= schema.patternInstructions
      return schema
    } catch {
      report.add(
        .badSchema, "\(error.path.isEmpty ? "the schema" : error.path): \(error.message)",
        node.descendant(error.path).range)
      return nil
    }
  }

  private mutating func checkIntents() {
    for intent in spec["intents"]?.entries ?? [] {
      for example in intent.value["examples"]?.elements ?? [] {
        let (found, problem) = Template.references(in: example.scalar?.text ?? "", braces: 1)
        let ranges = ScalarRanges(example)
        for reference in found where slots[reference.name] == nil {
          let match = report.closest(reference.name, among: slotNames)
          report.add(
            .unknownSlot, "there is no slot `\(reference.name)`",
            ranges.range(offset: reference.offset, count: reference.count),
            suggestion: match.map { "did you mean `{\($0)}`?" })
        }
        if let problem {
          report.add(.badTemplate, problem.message, example.range(offset: problem.offset, count: 1))
        }
      }
    }
  }
}
