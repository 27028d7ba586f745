import JSON

/// The second pass: keywords.
extension SchemaCompiler {
  mutating func rules(of index: Int) throws(SchemaError) -> SchemaRules {
    var rules = SchemaRules()
    let location = locations[index]
    if let verdict = location.json.boolValue {
      rules.verdict = verdict
      return rules
    }
    for member in location.json.objectValue?.members ?? [] {
      guard let keyword = Keyword.all[member.name], isKnown(keyword, index) else { continue }
      let entry = Entry(name: member.name, value: member.value, index: index)
      switch keyword.vocabulary {
      case .core: try readCore(entry, &rules)
      case .applicator: try readApplicator(entry, &rules)
      case .unevaluated:
        let schema = child(index, member.name)
        if member.name == "unevaluatedItems" {
          rules.unevaluatedItems = schema
        } else {
          rules.unevaluatedProperties = schema
        }
      case .validation: try readValidation(entry, &rules)
      case .formatAnnotation: try readFormat(entry, &rules)
      case .metaData, .content, .formatAssertion: break
      }
    }
    if rules.inPlace?.condition == nil {
      rules.inPlace?.then = nil
      rules.inPlace?.otherwise = nil
    }
    return rules
  }

  /// One keyword of a schema with its value.
  struct Entry {
    var name: String
    var value: JSONValue
    var index: Int
  }

  func error(_ message: String, _ entry: Entry, _ token: String? = nil) -> SchemaError {
    token.map { error(message, entry.index, entry.name, $0) } ?? error(message, entry.index, entry.name)
  }

  func child(_ index: Int, _ keyword: String, _ token: String? = nil) -> Int? {
    children[Edge(parent: index, keyword: ExactText(keyword), token: token.map { ExactText($0) })]
  }

  private func list(_ entry: Entry) -> [Int] {
    (entry.value.arrayValue ?? []).indices.compactMap { child(entry.index, entry.name, String($0)) }
  }

  private func map(_ entry: Entry) -> [(name: String, schema: Int)] {
    (entry.value.objectValue?.members ?? []).compactMap { member in
      child(entry.index, entry.name, member.name).map { (member.name, $0) }
    }
  }

  private mutating func readCore(_ entry: Entry, _ rules: inout SchemaRules) throws(SchemaError) {
    guard entry.name == "$ref" || entry.name == "$dynamicRef" else { return }
    guard let text = entry.value.stringValue else { throw error("must be a URI reference", entry) }
    let target = try target(of: text, entry.index, entry.name)
    if entry.name == "$ref" {
      rules.inPlace[default: InPlaceRules()].reference = target
    } else {
      let anchor = URIReference(text).decodedFragment ?? ""
      let isDynamic = locations[target].json["$dynamicAnchor"]?.stringValue == anchor && !anchor.isEmpty
      rules.inPlace[default: InPlaceRules()].dynamicReference = DynamicReference(
        target: target, anchor: isDynamic ? anchor : nil)
    }
  }

  private mutating func readApplicator(_ entry: Entry, _ rules: inout SchemaRules) throws(SchemaError) {
    let schema = child(entry.index, entry.name)
    switch entry.name {
    case "allOf": rules.inPlace[default: InPlaceRules()].all = list(entry)
    case "anyOf": rules.inPlace[default: InPlaceRules()].any = list(entry)
    case "oneOf": rules.inPlace[default: InPlaceRules()].one = list(entry)
    case "not": rules.inPlace[default: InPlaceRules()].not = schema
    case "if": rules.inPlace[default: InPlaceRules()].condition = schema
    case "then": rules.inPlace[default: InPlaceRules()].then = schema
    case "else": rules.inPlace[default: InPlaceRules()].otherwise = schema
    case "dependentSchemas": rules.inPlace[default: InPlaceRules()].dependent = map(entry)
    case "prefixItems": rules.array[default: ArrayRules()].prefix = list(entry)
    case "items": rules.array[default: ArrayRules()].items = schema
    case "contains": rules.array[default: ArrayRules()].contains = schema
    case "additionalProperties": rules.object[default: ObjectRules()].additional = schema
    case "propertyNames": rules.object[default: ObjectRules()].names = schema
    case "properties":
      var object = rules.object ?? ObjectRules()
      for (name, schema) in map(entry) {
        object.propertyNames.append(name)
        object.named[ExactText(name), default: .init()].schema = schema
      }
      rules.object = object
    case "patternProperties":
      var patterns: [(pattern: Pattern, schema: Int)] = []
      for (name, schema) in map(entry) { patterns.append((try pattern(name, entry, name), schema)) }
      rules.object[default: ObjectRules()].patterns = patterns
    default: break
    }
  }

  mutating func pattern(_ text: String, _ entry: Entry, _ token: String? = nil) throws(SchemaError) -> Pattern {
    let pattern: Pattern
    do {
      pattern = try Pattern(text, most: options.maximumInstructions - instructions)
    } catch {
      guard error != PatternAssembler.tooMany else { throw self.error(error.message, entry) }
      throw self.error("\(error.message) (at character \(error.offset + 1))", entry, token)
    }
    instructions += pattern.instructions.count
    return pattern
  }
}

extension Optional {
  /// The value, made on its first change.
  subscript(default value: @autoclosure () -> Wrapped) -> Wrapped {
    get { self ?? value() }
    set { self = newValue }
  }
}
