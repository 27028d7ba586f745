import Diagnostics
import JSON
import JSONSchema
import Resources
import YAMLTree

extension ScenarioRules {
  mutating func checkSteps() {
    let stepNames = (spec["steps"]?.entries ?? []).map(\.name)
    let intentNames = (spec["intents"]?.entries ?? []).map(\.name)
    if !steps.contains("start") {
      report.add(.noStart, "there is no step `start`", spec.entry("steps")?.nameRange ?? anchor)
    }
    for entry in spec["steps"]?.entries ?? [] {
      let step = entry.value
      for heard in step["on"]?.entries ?? [] {
        if !intents.contains(heard.name) {
          report.addUnknown(
            .unknownIntent, "there is no intent `\(heard.name)`", heard.nameRange, name: heard.name, known: intentNames)
        }
        checkStep(heard.value, stepNames)
      }
      for field in ["then", "next", "onError"] { checkStep(step[field], stepNames) }
      for slot in step["collect"]?.elements ?? [] {
        guard let name = slot.scalar?.text, slots[name] == nil else { continue }
        report.addUnknown(
          .unknownSlot, "there is no slot `\(name)`", slot.range, name: name, known: slotNames)
      }
      for field in ["say", "confirm", "otherwise"] { checkTemplate(step[field], slots: true, result: true) }
      need(transfer: step["transfer"])
      need(knowledge: step["answer"])
      checkCall(entry)
    }
  }

  private mutating func checkStep(_ node: YAMLNode?, _ names: [String]) {
    guard let node, let name = node.scalar?.text, !steps.contains(name) else { return }
    report.addUnknown(.unknownStep, "there is no step `\(name)`", node.range, name: name, known: names)
  }

  private mutating func checkCall(_ entry: YAMLEntry) {
    let step = entry.value
    guard let call = step["call"], let name = call.scalar?.text else {
      for field in ["with", "onError"] {
        if let field = step.entry(field) {
          report.add(.missingField, "`\(field.name)` needs a `call`", field.nameRange)
        }
      }
      return
    }
    guard let tool = tools[name] else {
      return report.addUnknown(
        .unknownTool, "there is no tool `\(name)`", call.range, name: name,
        known: (spec["tools"]?.elements ?? []).compactMap { $0["name"]?.scalar?.text })
    }
    let arguments = step["with"]?.entries ?? []
    for argument in arguments { checkTemplates(in: argument.value) }
    guard let schema = tool.schema else { return }
    let given = Set(arguments.map(\.name))
    for required in schema.requiredNames where !given.contains(required) {
      report.add(.missingArgument, "tool `\(name)` needs `\(required)`", call.range)
    }
    for argument in arguments {
      if let property = schema.property(argument.name) {
        checkArgument(argument, property)
      } else if !schema.acceptsOtherProperties {
        report.addUnknown(
          .unknownArgument, "tool `\(name)` has no parameter `\(argument.name)`", argument.nameRange,
          name: argument.name, known: schema.propertyNames.filter { !given.contains($0) })
      }
    }
  }

  private mutating func checkTemplates(in node: YAMLNode) {
    switch node.content {
    case .scalar: checkTemplate(node, slots: true, result: true)
    case .sequence(let elements): for element in elements { checkTemplates(in: element) }
    case .mapping(let entries): for entry in entries { checkTemplates(in: entry.value) }
    }
  }

  private mutating func checkArgument(_ argument: YAMLEntry, _ schema: Schema) {
    guard work > 0 else { return }
    for value in samples(argument.value) {
      let failure = schema.validate(value, steps: &work).first
      if work == 0 {
        return report.add(
          .badArgument, "it takes too long to hold the arguments of all steps up to here against their schemas",
          argument.value.range, suggestion: "make the parameters of the tools simpler, or the steps fewer")
      }
      if let failure {
        let path = failure.path.isEmpty ? "" : " at \(failure.path)"
        let message = "`\(argument.name)` may be \(JSONWriter.string(value)), but \(failure.message)\(path)"
        return report.add(.badArgument, message, argument.value.range)
      }
    }
  }

  /// Values the argument may have in a call: itself where it is constant, those of its slot where it is one slot.
  func samples(_ node: YAMLNode) -> [JSONValue] {
    guard let scalar = node.scalar else { return [] }
    let (found, problem) = Template.references(in: scalar.text)
    guard problem == nil else { return [] }
    guard !found.isEmpty else { return [node.json] }
    guard let name = Template.whole(scalar.text), let slot = slots[name] else { return [] }
    switch Scenario.SlotType(slot) {
    case .enumeration(let values):
      return slot["many"].boolean == true ? [] : values.prefix(64).map { .string($0.value) }
    case .integer(let minimum, let maximum):
      return [minimum ?? maximum ?? 1, maximum ?? minimum ?? 1].map { .integer(Int64($0)) }
    case .number(let minimum, let maximum):
      return [minimum ?? maximum ?? 1, maximum ?? minimum ?? 1].map { .number($0) }
    case .boolean: return [.bool(true), .bool(false)]
    case .digits(let count): return [.string(String(repeating: "0", count: count ?? 4))]
    case .date: return [.string("2030-01-31")]
    case .time: return [.string("12:30")]
    case .phone: return [.string("0301234567")]
    case .name, .text: return [.string("text")]
    }
  }
}
