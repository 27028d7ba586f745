import JSON

extension Scenario {
  /// The spec has passed `ScenarioShape` and the rules.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    persona = spec["persona"].text ?? ""
    intents = spec["intents"].entries.map { Intent(name: $0.name, examples: $0.value["examples"].texts ?? []) }
    slots = spec["slots"].entries.map { Slot(name: $0.name, $0.value) }
    steps = spec["steps"].entries.map { Step(name: $0.name, $0.value) }
    tools = spec["tools"].elements.map { Tool($0) }
    databases = spec["databases"].entries.map { Database(name: $0.name, schema: $0.value["schema"].text ?? "") }
    guardrails.never = spec["guardrails"]["never"].texts ?? []
    guardrails.maxTurns = spec["guardrails"]["maxTurns"].integer ?? guardrails.maxTurns
    guardrails.offTopic = spec["guardrails"]["offTopic"].text
    outcome = spec["outcome"].json
  }
}

extension Scenario.SlotType {
  package init(_ reader: FieldReader) {
    switch reader["type"].text {
    case "enum":
      self = .enumeration(
        reader["values"].entries.map { Scenario.EnumerationValue(value: $0.name, synonyms: $0.value.texts ?? []) })
    case "integer":
      self = .integer(
        minimum: reader["minimum"].number.flatMap { Int(exactly: $0) },
        maximum: reader["maximum"].number.flatMap { Int(exactly: $0) })
    case "number": self = .number(minimum: reader["minimum"].number, maximum: reader["maximum"].number)
    case "phone": self = .phone
    case "digits": self = .digits(count: reader["count"].integer)
    case "date": self = .date
    case "time": self = .time
    case "boolean": self = .boolean
    case "name": self = .name
    default: self = .text
    }
  }
}

extension Scenario.Slot {
  fileprivate init(name: String, _ reader: FieldReader) {
    self.init(
      name: name, type: Scenario.SlotType(reader), ask: reader["ask"].text, defaultValue: reader["default"].json,
      many: reader["many"].boolean ?? false)
  }
}

extension Scenario.Step {
  fileprivate init(name: String, _ reader: FieldReader) {
    self.init(name: name)
    on = reader["on"].textMap ?? [:]
    otherwise = reader["otherwise"].text
    collect = reader["collect"].texts ?? []
    confirm = reader["confirm"].text
    then = reader["then"].text
    call = reader["call"].text
    with = reader["with"].json?.objectValue ?? JSONObject()
    say = reader["say"].text
    next = reader["next"].text
    onError = reader["onError"].text
    transfer = reader["transfer"].text
    hangup = reader["do"].text == "hangup"
    answer = reader["answer"].text
    outcome = reader["outcome"].json?.objectValue ?? JSONObject()
  }
}

extension Scenario.Tool {
  fileprivate init(_ reader: FieldReader) {
    self.init(
      name: reader["name"].text ?? "", description: reader["description"].text ?? "",
      effect: reader["effect"].text.flatMap(Scenario.Effect.init(rawValue:)) ?? .irreversible,
      parameters: reader["parameters"].json ?? .object(JSONObject()), run: Scenario.Runner(reader["run"]))
    timeout = reader["timeout"].duration ?? timeout
  }
}

extension Scenario.Runner {
  fileprivate init(_ reader: FieldReader) {
    let sql = reader["sql"]
    if sql.exists {
      self = .sql(
        database: sql["database"].text ?? "", statement: sql["statement"].text, returns: sql["returns"].text,
        many: sql["many"].boolean ?? false)
    } else if reader["exec"].exists {
      self = .exec(
        command: reader["exec"]["command"].texts ?? [], environment: reader["exec"]["environment"].textMap ?? [:])
    } else if reader["mcp"].exists {
      let mcp = reader["mcp"]
      self = .mcp(server: mcp["server"].text ?? "", tool: mcp["tool"].text ?? "", secret: mcp["secret"].secret)
    } else if reader["event"].exists {
      self = .event(
        type: reader["event"]["type"].text ?? "", payload: reader["event"]["payload"].json?.objectValue)
    } else if let builtin = reader["builtin"].choice(Scenario.Builtin.self) {
      self = .builtin(builtin)
    } else {
      let http = reader["http"]
      self = .http(
        method: http["method"].text ?? "GET", url: http["url"].text ?? "", headers: http["headers"].textMap ?? [:],
        body: http["body"].json)
    }
  }
}
