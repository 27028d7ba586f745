import Diagnostics
import JSON
import YAMLTree

extension TestCase {
  /// The spec has passed `TestShape` and `TestRules`.
  package init(_ declaration: Declaration) {
    let reader = TestReader(file: declaration.path)
    let spec = declaration.spec
    self.init(
      metadata: declaration.metadata, place: reader.place(declaration.nameRange),
      scenario: declaration.name.scenario ?? "", bot: spec["bot"].text ?? "")
    model = spec["model"].elements.map(reader.modelReply)
    brain = spec["brain"].text.flatMap(Brain.init(rawValue:)) ?? (model.isEmpty ? .flow : .scripted)
    given.today = spec["given"]["today"].text ?? given.today
    given.variables = spec["given"]["variables"].textMap ?? [:]
    for entry in spec["given"]["tools"].entries { given.tools[entry.name] = entry.value.elements.map(reader.toolReply) }
    turns = spec["turns"].elements.map(reader.turn)
    always = spec["always"].entries.map { entry in
      AudioSetting(text: "\(entry.name) \(entry.value.text ?? "")", place: reader.place(entry.value.node?.range))
    }
    conditions = spec["conditions"].elements.flatMap(reader.conditions)
  }
}

extension TestCase.Matcher {
  /// Nil where the node is no matcher.
  init?(_ node: YAMLNode) {
    if let scalar = node.scalar {
      self = .words(scalar.text)
      return
    }
    guard let entries = node.entries, entries.count == 1, let entry = entries.first else { return nil }
    switch (entry.name, entry.value.scalar?.text) {
    case ("contains", let text?): self = .contains(text)
    case ("equals", let text?): self = .equals(text)
    case ("matches", let text?): self = .matches(text)
    case ("any", _):
      guard let elements = entry.value.elements else { return nil }
      self = .any(elements.compactMap(Self.init))
    case ("not", _):
      guard let inner = Self(entry.value) else { return nil }
      self = .not(inner)
    default: return nil
    }
  }
}

/// Reads the parts of a test of one file.
private struct TestReader {
  let file: String

  func place(_ range: YAMLRange?) -> Diagnostic.Place {
    guard let range else { return Diagnostic.Place(file: file) }
    return Report(file: file).place(range)
  }

  func toolReply(_ reader: FieldReader) -> TestCase.ToolReply {
    let outcome: TestCase.ToolReply.Outcome =
      if let words = reader["fails"].text { .fails(words) } else { .returns(reader["returns"].json ?? .null) }
    return TestCase.ToolReply(outcome, after: reader["after"].duration ?? .zero)
  }

  func modelReply(_ reader: FieldReader) -> TestCase.ModelReply {
    var reply = TestCase.ModelReply(place: place(reader.node?.range))
    reply.text = reader["says"].text ?? ""
    reply.calls = reader["calls"].elements.map { call in
      TestCase.ModelReply.Call(
        tool: call["tool"].text ?? "", arguments: call["with"].json?.objectValue ?? JSONObject())
    }
    reply.fails = reader["fails"].integer
    reply.after = reader["after"].duration ?? .zero
    return reply
  }

  func turn(_ reader: FieldReader) -> TestCase.Turn {
    var turn = TestCase.Turn(action: action(reader), place: place(reader.node?.range))
    turn.times = reader["times"].integer ?? 1
    if let node = reader["hears"].node, let matcher = TestCase.Matcher(node) {
      turn.checks.append(TestCase.Check(.hears(matcher), place: place(node.range)))
    }
    for entry in reader["expect"].node?.entries ?? [] { turn.checks += checks(entry, reader["expect"]) }
    return turn
  }

  private func action(_ reader: FieldReader) -> TestCase.Action? {
    if let words = reader["says"].text { return .says(words) }
    if let keys = reader["presses"].text { return .presses(keys) }
    if let silence = reader["silence"].duration { return .silence(silence) }
    let interruption = reader["interrupts"]
    guard interruption.exists else { return nil }
    return .interrupts(after: interruption["after"].duration ?? .zero, says: interruption["says"].text ?? "")
  }

  private func checks(_ entry: YAMLEntry, _ expect: FieldReader) -> [TestCase.Check] {
    let value = FieldReader(entry.value)
    let text = value.text ?? ""
    func members(_ make: (String, JSONValue) -> TestCase.Expectation) -> [TestCase.Check] {
      (entry.value.entries ?? []).map { TestCase.Check(make($0.name, $0.value.json), place: place($0.nameRange)) }
    }
    func one(_ expectation: TestCase.Expectation) -> [TestCase.Check] {
      [TestCase.Check(expectation, place: place(entry.value.range))]
    }
    switch entry.name {
    case "intent": return one(.intent(text))
    case "slots": return members { .slot($0, $1) }
    case "tool": return one(.tool(text, with: expect["with"].json?.objectValue ?? JSONObject()))
    case "noTool": return value.boolean == false ? [] : one(.noTool(value.boolean == nil ? text : nil))
    case "step": return one(.step(text))
    case "transfer": return one(.transfer(text))
    case "hangup": return one(.hangup(value.boolean ?? true))
    case "outcome": return members { .outcome($0, $1) }
    case "silentWithin": return one(.silentWithin(value.duration ?? .zero))
    default: return []
    }
  }

  func conditions(_ reader: FieldReader) -> [TestCase.AudioSetting] {
    reader.entries.flatMap { kind in
      kind.value.entries.map { entry in
        TestCase.AudioSetting(
          text: "\(kind.name) \(entry.name) \(entry.value.text ?? "")", place: place(entry.value.node?.range))
      }
    }
  }
}
