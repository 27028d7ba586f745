import JSON

/// Schemas held against the same value.
extension SchemaValidator {
  private mutating func apply(
    _ value: JSONValue, _ schema: Int, _ keyword: String, _ token: Int?, _ evaluated: inout Evaluated
  ) -> Bool {
    guard isRecording else { return apply(value, schema, &evaluated) }
    keywordPath.append((keyword, token.map { .index($0) }))
    defer { keywordPath.removeLast() }
    return apply(value, schema, &evaluated)
  }

  /// Whether the value meets the schema, with nothing said where it does not.
  private mutating func quietly(_ value: JSONValue, _ schema: Int, _ evaluated: inout Evaluated) -> Bool {
    let wasRecording = isRecording
    isRecording = false
    defer { isRecording = wasRecording }
    return apply(value, schema, &evaluated)
  }

  mutating func meetsInPlace(
    _ value: JSONValue, _ rules: InPlaceRules, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    var isMet = true
    // Schemas that must all be met write to `evaluated` directly: where one is not met, nobody looks at it but to tell
    // failures, and then what a failed schema looked at shall not be told as unknown as well.
    if let target = rules.reference {
      isMet = apply(value, target, "$ref", nil, &evaluated)
      if !isMet, !goesOn { return false }
    }
    if let reference = rules.dynamicReference {
      isMet = apply(value, target(of: reference), "$dynamicRef", nil, &evaluated) && isMet
      if !isMet, !goesOn { return false }
    }
    for (index, schema) in rules.all.enumerated() {
      isMet = apply(value, schema, "allOf", index, &evaluated) && isMet
      if !isMet, !goesOn { return false }
    }
    if !rules.any.isEmpty {
      isMet = meetsAny(value, rules.any, node, &evaluated) && isMet
      if !isMet, !goesOn { return false }
    }
    if !rules.one.isEmpty {
      isMet = meetsOne(value, rules.one, node, &evaluated) && isMet
      if !isMet, !goesOn { return false }
    }
    if let schema = rules.not {
      var unused = Evaluated(isTracked: false)
      let isRefused = quietly(value, schema, &unused)
      guard limit == nil else { return false }
      if isRefused { isMet = fail("is of a form that is not allowed", "not", node) }
      if !isMet, !goesOn { return false }
    }
    if rules.condition != nil {
      isMet = meetsCondition(value, rules, &evaluated) && isMet
      if !isMet, !goesOn { return false }
    }
    if !rules.dependent.isEmpty, case .object(let object) = value {
      isMet = meetsDependent(value, object, rules, &evaluated) && isMet
    }
    return isMet
  }

  /// The outermost resource that was gone through and has an anchor of that name decides.
  private mutating func target(of reference: DynamicReference) -> Int {
    guard let anchor = reference.anchor else { return reference.target }
    for resource in scope {
      guard spend(1) else { break }
      if let target = program.resources[resource].dynamicAnchors[anchor] { return target }
    }
    return reference.target
  }

  private mutating func meetsCondition(
    _ value: JSONValue, _ rules: InPlaceRules, _ evaluated: inout Evaluated
  ) -> Bool {
    guard let condition = rules.condition else { return true }
    var own = Evaluated(isTracked: evaluated.isTracked)
    let holds = quietly(value, condition, &own)
    guard limit == nil else { return false }
    if holds { merge(own, into: &evaluated) }
    guard let schema = holds ? rules.then : rules.otherwise else { return true }
    return apply(value, schema, holds ? "then" : "else", nil, &evaluated)
  }

  private mutating func meetsDependent(
    _ value: JSONValue, _ object: JSONObject, _ rules: InPlaceRules, _ evaluated: inout Evaluated
  ) -> Bool {
    guard spend(object.members.count + rules.dependent.count) else { return false }
    let names = Set(object.members.map { ExactText($0.name) })
    var isMet = true
    for (name, schema) in rules.dependent where names.contains(ExactText(name)) {
      if isRecording { keywordPath.append(("dependentSchemas", .name(name))) }
      isMet = apply(value, schema, &evaluated) && isMet
      if isRecording { keywordPath.removeLast() }
      if !isMet, !goesOn { return false }
    }
    return isMet
  }

  private mutating func meetsAny(
    _ value: JSONValue, _ schemas: [Int], _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    var isMet = false
    for schema in schemas {
      var own = Evaluated(isTracked: evaluated.isTracked)
      if quietly(value, schema, &own) {
        isMet = true
        guard evaluated.isTracked else { break }
        merge(own, into: &evaluated)
      }
      guard limit == nil else { return false }
    }
    return isMet || failAlternatives(value, schemas, "anyOf", node, &evaluated)
  }

  private mutating func meetsOne(
    _ value: JSONValue, _ schemas: [Int], _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    var met: Int?
    for (index, schema) in schemas.enumerated() {
      var own = Evaluated(isTracked: evaluated.isTracked)
      let isMet = quietly(value, schema, &own)
      guard limit == nil else { return false }
      guard isMet else { continue }
      if let met {
        return fail(
          "must meet only one of \(schemas.count) alternatives, not both \(met + 1) and \(index + 1)", "oneOf", node)
      }
      met = index
      merge(own, into: &evaluated)
    }
    return met != nil || failAlternatives(value, schemas, "oneOf", node, &evaluated)
  }

  /// Tells that none of the alternatives is met, and why not the closest: the one whose failures lie deepest in the
  /// value, and of those the one with the fewest.
  private mutating func failAlternatives(
    _ value: JSONValue, _ schemas: [Int], _ keyword: String, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    guard goesOn else { return false }
    // Alternatives within alternatives are applied once more at each level: below some none is told apart.
    guard alternativeDepth < 3 else { return fail("must meet one of \(schemas.count) alternatives", keyword, node) }
    alternativeDepth += 1
    defer { alternativeDepth -= 1 }
    let outer = failures
    let outerRoom = room
    var best: [SchemaFailure] = []
    var bestDepth = -1
    for (index, schema) in schemas.enumerated() {
      failures = []
      room = 4
      _ = apply(value, schema, keyword, index, &evaluated)
      guard limit == nil else { break }
      let depth = failures.map { $0.path.utf8.count(where: { $0 == UInt8(ascii: "/") }) }.min() ?? 0
      if depth > bestDepth || (depth == bestDepth && failures.count < best.count) {
        best = failures
        bestDepth = depth
      }
    }
    failures = outer
    room = outerRoom
    var message = "must meet one of \(schemas.count) alternatives"
    if let first = best.first {
      let place = first.path.dropFirst(instancePointerLength)
      message += "; the closest: \(place.isEmpty ? "" : "\(place) ")\(first.message)"
    }
    if message.utf8.count > 400 { message = "\(message.prefix(400))…" }
    return fail(message, keyword, node, causes: best)
  }

  private var instancePointerLength: Int {
    var path = ""
    for token in instancePath {
      switch token {
      case .name(let name): JSONPointer.append(name, to: &path)
      case .index(let index): path += "/\(index)"
      }
    }
    return path.count
  }
}
