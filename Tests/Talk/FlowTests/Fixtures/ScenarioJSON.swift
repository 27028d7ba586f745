import JSON
import Resources

/// Builds a scenario from the JSON of a fixture.
enum ScenarioJSON {
  static func scenario(_ text: String) throws -> Scenario {
    let json = try JSONParser.parse(text)
    var scenario = Scenario(metadata: Metadata(name: json["name"]?.stringValue ?? ""))
    for member in json["intents"]?.objectValue?.members ?? [] {
      let examples = member.value["examples"]?.arrayValue?.compactMap(\.stringValue) ?? []
      scenario.intents.append(Scenario.Intent(name: member.name, examples: examples))
    }
    for member in json["slots"]?.objectValue?.members ?? [] {
      scenario.slots.append(slot(member.name, member.value))
    }
    for member in json["steps"]?.objectValue?.members ?? [] {
      scenario.steps.append(step(member.name, member.value))
    }
    for member in json["tools"]?.objectValue?.members ?? [] {
      scenario.tools.append(
        Scenario.Tool(
          name: member.name, description: "", effect: Scenario.Effect(rawValue: member.value.text) ?? .read,
          parameters: .object(JSONObject()), run: .sql(database: "", statement: nil, returns: nil, many: false)))
    }
    scenario.guardrails.offTopic = json["guardrails"]?["offTopic"]?.stringValue
    scenario.guardrails.maxTurns = json["guardrails"]?["maxTurns"]?.integerValue.map(Int.init) ?? 40
    return scenario
  }

  private static func slot(_ name: String, _ json: JSONValue) -> Scenario.Slot {
    let minimum = json["minimum"]?.integerValue.map(Int.init)
    let maximum = json["maximum"]?.integerValue.map(Int.init)
    let type: Scenario.SlotType =
      switch json["type"]?.stringValue {
      case "enum":
        .enumeration(
          (json["values"]?.objectValue?.members ?? []).map { member in
            Scenario.EnumerationValue(
              value: member.name, synonyms: member.value.arrayValue?.compactMap(\.stringValue) ?? [])
          })
      case "integer": .integer(minimum: minimum, maximum: maximum)
      case "phone": .phone
      case "digits": .digits(count: json["count"]?.integerValue.map(Int.init))
      case "date": .date
      case "time": .time
      case "boolean": .boolean
      case "name": .name
      default: .text
      }
    return Scenario.Slot(
      name: name, type: type, ask: json["ask"]?.stringValue, defaultValue: json["default"],
      many: json["many"]?.boolValue ?? false)
  }

  private static func step(_ name: String, _ json: JSONValue) -> Scenario.Step {
    var step = Scenario.Step(name: name)
    for member in json["on"]?.objectValue?.members ?? [] { step.on[member.name] = member.value.stringValue }
    step.otherwise = json["otherwise"]?.stringValue
    step.collect = json["collect"]?.arrayValue?.compactMap(\.stringValue) ?? []
    step.confirm = json["confirm"]?.stringValue
    step.then = json["then"]?.stringValue
    step.call = json["call"]?.stringValue
    step.with = json["with"]?.objectValue ?? JSONObject()
    step.say = json["say"]?.stringValue
    step.next = json["next"]?.stringValue
    step.onError = json["onError"]?.stringValue
    step.transfer = json["transfer"]?.stringValue
    step.hangup = json["do"]?.stringValue == "hangup"
    step.outcome = json["outcome"]?.objectValue ?? JSONObject()
    return step
  }
}
