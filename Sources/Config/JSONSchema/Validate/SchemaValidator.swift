import JSON

/// Holds a value against a compiled schema: first without keeping any path, only where that fails once more to tell
/// where.
struct SchemaValidator {
  enum Token {
    case name(String)
    case index(Int)
  }
  enum Limit { case steps, depth }

  let program: SchemaProgram
  var steps: Int
  private let allowed: Int
  /// What the whole judgement has taken.
  private(set) var spent = 0
  var limit: Limit?
  var depth = 0
  /// The resources gone through, outermost first.
  var scope: [Int] = []

  /// Whether failures are collected; otherwise the first ends it.
  var isRecording = false
  var failures: [SchemaFailure] = []
  /// Failures that may yet be collected.
  var room = Schema.maximumFailures
  var instancePath: [Token] = []
  var keywordPath: [(keyword: String, token: Token?)] = []
  var alternativeDepth = 0
  /// Above zero while a member's name is judged.
  var nameDepth = 0

  init(program: SchemaProgram, steps: Int? = nil) {
    self.program = program
    allowed = steps ?? program.maximumSteps
    self.steps = allowed
  }

  mutating func accepts(_ value: JSONValue, _ root: Int) -> Bool {
    var evaluated = Evaluated(isTracked: false)
    return apply(value, root, &evaluated) && limit == nil
  }

  mutating func validate(_ value: JSONValue, _ root: Int) -> [SchemaFailure] {
    let isMet = accepts(value, root)
    spent = allowed - steps
    if isMet { return [] }
    let isJudged = limit == nil
    if isJudged {
      isRecording = true
      depth = 0
      scope = []
      steps = allowed
      var evaluated = Evaluated(isTracked: false)
      _ = apply(value, root, &evaluated)
      spent += allowed - steps
    }
    if !isJudged {
      let reason = limit == .depth ? "its schemas are nested too deeply" : "it takes too long"
      failures = [SchemaFailure(path: "", message: "cannot be judged: \(reason)")]
    } else if failures.isEmpty {
      // The second run was cut short before it came upon what fails.
      failures = [SchemaFailure(path: "", message: "does not meet the schema; where takes too long to find")]
    }
    return failures
  }

  /// Takes off work; false where there is none left to spend.
  mutating func spend(_ count: Int) -> Bool {
    steps -= count
    guard steps >= 0 else {
      limit = limit ?? .steps
      return false
    }
    return true
  }

  /// Holds the value against one schema. Where `limit` is set afterwards, the outcome means nothing.
  mutating func apply(_ value: JSONValue, _ index: Int, _ evaluated: inout Evaluated) -> Bool {
    guard spend(1) else { return false }
    let node = program.nodes[index]
    if let verdict = node.rules.verdict {
      if !verdict { _ = fail("is not allowed", "", node) }
      return verdict
    }
    guard depth < Schema.maximumEvaluationDepth else {
      limit = .depth
      steps = -1
      return false
    }
    depth += 1
    let resource = node.place.resource
    let isEntering = scope.last != resource
    if isEntering { scope.append(resource) }
    let isMet: Bool
    if node.rules.unevaluatedItems != nil || node.rules.unevaluatedProperties != nil {
      var own = Evaluated(isTracked: true)
      isMet = meets(value, node, &own)
      if isMet { merge(own, into: &evaluated) }
    } else {
      isMet = meets(value, node, &evaluated)
    }
    if isEntering { scope.removeLast() }
    depth -= 1
    return isMet
  }

  mutating func merge(_ other: Evaluated, into evaluated: inout Evaluated) {
    guard evaluated.isTracked, spend(other.weight) else { return }
    evaluated.merge(other)
  }

  private mutating func meets(_ value: JSONValue, _ node: SchemaNode, _ evaluated: inout Evaluated) -> Bool {
    if let types = node.rules.types, !types.contains(value) {
      // What else the schema asks for is about values of those types.
      return fail("must be \(types.names.joined(separator: " or ")), not \(Self.name(value))", "type", node)
    }
    var isMet = meetsChoices(value, node)
    if !isMet, !goesOn { return false }
    switch value {
    case .integer, .number: if node.rules.number != nil { isMet = meetsNumber(value, node) && isMet }
    case .string(let text): if node.rules.text != nil { isMet = meetsText(text, node) && isMet }
    case .array(let elements):
      if let rules = node.rules.array { isMet = meets(elements, rules, node, &evaluated) && isMet }
    case .object(let object):
      if let rules = node.rules.object { isMet = meets(object, rules, node, &evaluated) && isMet }
    case .null, .bool: break
    }
    if !isMet, !goesOn { return false }
    if let rules = node.rules.inPlace { isMet = meetsInPlace(value, rules, node, &evaluated) && isMet }
    if !isMet, !goesOn { return false }
    switch value {
    case .array(let elements):
      if let schema = node.rules.unevaluatedItems {
        isMet = meetsUnevaluated(elements, schema, node, &evaluated) && isMet
      }
    case .object(let object):
      if let schema = node.rules.unevaluatedProperties {
        isMet = meetsUnevaluated(object, schema, node, &evaluated) && isMet
      }
    default: break
    }
    return isMet
  }

  private mutating func meetsChoices(_ value: JSONValue, _ node: SchemaNode) -> Bool {
    var isMet = true
    if let choices = node.rules.choices, !choices.contains(value, &steps) {
      let names = choices.values.prefix(12).map { Self.text($0) }.joined(separator: ", ")
      isMet = fail(
        "must be one of \(names.isEmpty ? "no values" : names)\(choices.values.count > 12 ? ", …" : "")", "enum", node)
    }
    if isMet || goesOn, let constant = node.rules.constant, !ValueEquality.equal(constant, value, &steps) {
      isMet = fail("must be \(Self.text(constant))", "const", node)
    }
    return spend(0) && isMet
  }

  // MARK: Failures

  /// Whether there is a reason to look further after a failure.
  var goesOn: Bool { isRecording && failures.count < room && limit == nil }

  /// Notes a failure at the present place; always false. Its text is made only where it is kept.
  mutating func fail(
    _ message: @autoclosure () -> String, _ keyword: String, _ node: SchemaNode, member: String? = nil,
    isAboutName: Bool = false, causes: [SchemaFailure] = []
  ) -> Bool {
    guard goesOn else { return false }
    var path = ""
    for token in instancePath { Self.append(token, to: &path) }
    if let member { JSONPointer.append(member, to: &path) }
    var location = ""
    for step in keywordPath {
      JSONPointer.append(step.keyword, to: &location)
      if let token = step.token { Self.append(token, to: &location) }
    }
    var absolute = program.absoluteLocation(of: node)
    if !keyword.isEmpty {
      JSONPointer.append(keyword, to: &location)
      JSONPointer.append(keyword, to: &absolute)
    }
    // Paths may be long and failures of alternatives many: they are paid for like all work.
    _ = spend(8 + (path.utf8.count + location.utf8.count + absolute.utf8.count) >> 2)
    failures.append(
      SchemaFailure(
        path: path, message: nameDepth > 0 ? "name \(message())" : message(), keyword: keyword,
        keywordLocation: location, absoluteLocation: absolute, isAboutName: isAboutName || nameDepth > 0,
        causes: causes))
    return false
  }

  private static func append(_ token: Token, to path: inout String) {
    switch token {
    case .name(let name): JSONPointer.append(name, to: &path)
    case .index(let index): path += "/\(index)"
    }
  }

  static func name(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// The value for a message, cut where it is long.
  static func text(_ value: JSONValue) -> String {
    if case .number(let number) = value { return Int64(exactly: number).map { String($0) } ?? String(number) }
    let text = value.text
    return text.utf8.count <= 200 ? text : "\(text.prefix(200))…"
  }
}

extension SchemaProgram {
  func absoluteLocation(of node: SchemaNode) -> String {
    var tokens: [String] = []
    var place = node.place
    while !place.isResourceRoot, place.parent >= 0 {
      if let token = place.token { tokens.append(token) }
      tokens.append(place.keyword)
      place = nodes[place.parent].place
    }
    var result = resources[node.place.resource].uri + "#"
    for token in tokens.reversed() { JSONPointer.append(token, to: &result) }
    return result
  }
}
