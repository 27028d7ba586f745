import JSON

extension SchemaValidator {
  /// Holds an element or member against a schema of its own.
  mutating func descend(
    _ value: JSONValue, _ schema: Int, at place: @autoclosure () -> Token, _ keyword: String,
    _ token: @autoclosure () -> Token? = nil
  ) -> Bool {
    var evaluated = Evaluated(isTracked: false)
    guard isRecording else { return apply(value, schema, &evaluated) }
    instancePath.append(place())
    keywordPath.append((keyword, token()))
    defer {
      instancePath.removeLast()
      keywordPath.removeLast()
    }
    return apply(value, schema, &evaluated)
  }

  // MARK: Arrays

  mutating func meets(
    _ elements: [JSONValue], _ rules: ArrayRules, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    var isMet = true
    if elements.count < rules.least { isMet = fail("must have at least \(rules.least) elements", "minItems", node) }
    if elements.count > rules.most { isMet = fail("must have at most \(rules.most) elements", "maxItems", node) }
    if !isMet, !goesOn { return false }
    let prefix = min(rules.prefix.count, elements.count)
    for index in 0..<prefix {
      guard descend(elements[index], rules.prefix[index], at: .index(index), "prefixItems", .index(index)) else {
        isMet = false
        if goesOn { continue } else { return false }
      }
    }
    evaluated.insert(first: prefix)
    if let schema = rules.items {
      for index in prefix..<elements.count {
        guard descend(elements[index], schema, at: .index(index), "items") else {
          isMet = false
          if goesOn { continue } else { return false }
        }
      }
      evaluated.insertAll()
    }
    if let schema = rules.contains {
      isMet = meetsContains(elements, schema, rules, node, &evaluated) && isMet
      if !isMet, !goesOn { return false }
    }
    if rules.isUnique { isMet = isUnique(elements, node) && isMet }
    return isMet
  }

  private mutating func meetsContains(
    _ elements: [JSONValue], _ schema: Int, _ rules: ArrayRules, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    var count = 0
    let wasRecording = isRecording
    isRecording = false
    for (index, element) in elements.enumerated() {
      var unused = Evaluated(isTracked: false)
      if apply(element, schema, &unused) {
        count += 1
        evaluated.insert(index)
        if !evaluated.isTracked, rules.mostContained == Int.max, count >= rules.leastContained { break }
      }
      if limit != nil { break }
    }
    isRecording = wasRecording
    guard spend(0) else { return false }
    if count < rules.leastContained {
      let keyword = rules.leastContained == 1 ? "contains" : "minContains"
      return fail("must have at least \(rules.leastContained) matching elements", keyword, node)
    }
    if count > rules.mostContained {
      return fail("must have at most \(rules.mostContained) matching elements, not \(count)", "maxContains", node)
    }
    return true
  }

  private mutating func isUnique(_ elements: [JSONValue], _ node: SchemaNode) -> Bool {
    guard elements.count > 1 else { return true }
    var places: [Int: [Int]] = [:]
    places.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      let digest = ValueEquality.digest(element, &steps)
      guard spend(2) else { return false }
      for other in places[digest] ?? [] where ValueEquality.equal(elements[other], element, &steps) {
        return fail("must have distinct elements; \(other) and \(index) are the same", "uniqueItems", node)
      }
      places[digest, default: []].append(index)
    }
    return spend(0)
  }

  mutating func meetsUnevaluated(
    _ elements: [JSONValue], _ schema: Int, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    var isMet = true
    for index in elements.indices where !evaluated.contains(index) {
      guard descend(elements[index], schema, at: .index(index), "unevaluatedItems") else {
        isMet = false
        if goesOn { continue } else { return false }
      }
    }
    evaluated.insertAll()
    return isMet
  }

  // MARK: Objects

  mutating func meets(
    _ object: JSONObject, _ rules: ObjectRules, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    let members = object.members
    var isMet = true
    if members.count < rules.least { isMet = fail("must have at least \(rules.least) members", "minProperties", node) }
    if members.count > rules.most { isMet = fail("must have at most \(rules.most) members", "maxProperties", node) }
    if !isMet, !goesOn { return false }
    guard spend(members.count) else { return false }
    if !rules.required.isEmpty { isMet = hasRequired(members, rules, node) && isMet }
    if !isMet, !goesOn { return false }
    if !rules.dependentRequired.isEmpty { isMet = hasDependent(members, rules, node) && isMet }
    if !isMet, !goesOn { return false }
    if !rules.named.isEmpty || !rules.patterns.isEmpty || rules.additional != nil || rules.names != nil {
      for (index, member) in members.enumerated() {
        guard meets(member, index, rules, node, &evaluated) else {
          isMet = false
          if goesOn { continue } else { return false }
        }
      }
    }
    return isMet
  }

  private mutating func meets(
    _ member: JSONObject.Member, _ index: Int, _ rules: ObjectRules, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    let name = member.name
    var isMet = true
    var isNamed = false
    if let schema = rules.named[ExactText(name)]?.schema {
      isNamed = true
      isMet = descend(member.value, schema, at: .name(name), "properties", .name(name))
      if !isMet, !goesOn { return false }
    }
    for (pattern, schema) in rules.patterns where matches(pattern, name) {
      isNamed = true
      isMet =
        descend(member.value, schema, at: .name(name), "patternProperties", .name(pattern.source)) && isMet
      if !isMet, !goesOn { return false }
    }
    if limit != nil { return false }
    if let additional = rules.additional, !isNamed {
      isNamed = true
      isMet = meetsOther(member, additional, "additionalProperties", node) && isMet
      if !isMet, !goesOn { return false }
    }
    if isNamed { evaluated.insert(index) }
    if let names = rules.names {
      nameDepth += 1
      isMet = descend(.string(name), names, at: .name(name), "propertyNames") && isMet
      nameDepth -= 1
    }
    return isMet
  }

  /// A member that nothing names, against a schema that is often `false`.
  private mutating func meetsOther(
    _ member: JSONObject.Member, _ schema: Int, _ keyword: String, _ node: SchemaNode
  ) -> Bool {
    guard program.nodes[schema].rules.verdict == false else {
      return descend(member.value, schema, at: .name(member.name), keyword)
    }
    return fail("is not a known member", keyword, node, member: member.name, isAboutName: true)
  }

  private mutating func hasRequired(_ members: [JSONObject.Member], _ rules: ObjectRules, _ node: SchemaNode) -> Bool {
    var found = 0
    for member in members where rules.named[ExactText(member.name)]?.isRequired == true { found += 1 }
    guard found < rules.required.count else { return true }
    guard isRecording, spend(rules.required.count) else { return false }
    let names = Set(members.map { ExactText($0.name) })
    for name in rules.required where !names.contains(ExactText(name)) {
      _ = fail("needs `\(name)`", "required", node)
      if !goesOn { break }
    }
    return false
  }

  private mutating func hasDependent(_ members: [JSONObject.Member], _ rules: ObjectRules, _ node: SchemaNode) -> Bool {
    let names = Set(members.map { ExactText($0.name) })
    var isMet = true
    for (name, needed) in rules.dependentRequired {
      guard spend(1) else { return false }
      guard names.contains(ExactText(name)) else { continue }
      for other in needed {
        guard spend(1) else { return false }
        if !names.contains(ExactText(other)) {
          isMet = fail("needs `\(other)` beside `\(name)`", "dependentRequired", node)
          if !goesOn { return false }
        }
      }
    }
    return isMet
  }

  mutating func meetsUnevaluated(
    _ object: JSONObject, _ schema: Int, _ node: SchemaNode, _ evaluated: inout Evaluated
  ) -> Bool {
    var isMet = true
    guard spend(object.members.count) else { return false }
    for (index, member) in object.members.enumerated() where !evaluated.contains(index) {
      guard meetsOther(member, schema, "unevaluatedProperties", node) else {
        isMet = false
        if goesOn { continue } else { return false }
      }
    }
    evaluated.insertAll()
    return isMet
  }
}
