import JSON

/// Keywords of the validation and format vocabularies.
extension SchemaCompiler {
  mutating func readValidation(_ entry: Entry, _ rules: inout SchemaRules) throws(SchemaError) {
    switch entry.name {
    case "type": rules.types = TypeSet(try types(entry))
    case "enum":
      guard let choices = entry.value.arrayValue else { throw error("must be a list", entry) }
      rules.choices = ValueSet(choices)
    case "const": rules.constant = entry.value
    case "minimum": rules.number[default: NumberRules()].minimum = try number(entry)
    case "maximum": rules.number[default: NumberRules()].maximum = try number(entry)
    case "exclusiveMinimum": rules.number[default: NumberRules()].exclusiveMinimum = try number(entry)
    case "exclusiveMaximum": rules.number[default: NumberRules()].exclusiveMaximum = try number(entry)
    case "multipleOf":
      let value = try number(entry)
      guard NumberOrder.compare(value, .integer(0)) == 1, let decimal = Decimal(value) else {
        throw error("must be more than 0", entry)
      }
      rules.number[default: NumberRules()].multipleOf = (value, decimal)
    case "minLength": rules.text[default: TextRules()].least = try count(entry)
    case "maxLength": rules.text[default: TextRules()].most = try count(entry)
    case "pattern":
      guard let text = entry.value.stringValue else { throw error("must be a regular expression", entry) }
      rules.text[default: TextRules()].pattern = try pattern(text, entry)
    case "minItems": rules.array[default: ArrayRules()].least = try count(entry)
    case "maxItems": rules.array[default: ArrayRules()].most = try count(entry)
    case "minContains": rules.array[default: ArrayRules()].leastContained = try count(entry)
    case "maxContains": rules.array[default: ArrayRules()].mostContained = try count(entry)
    case "uniqueItems":
      guard let isUnique = entry.value.boolValue else { throw error("must be true or false", entry) }
      rules.array[default: ArrayRules()].isUnique = isUnique
    default: try readObject(entry, &rules)
    }
  }

  private func readObject(_ entry: Entry, _ rules: inout SchemaRules) throws(SchemaError) {
    switch entry.name {
    case "minProperties": rules.object[default: ObjectRules()].least = try count(entry)
    case "maxProperties": rules.object[default: ObjectRules()].most = try count(entry)
    case "required":
      var object = rules.object ?? ObjectRules()
      object.required = try texts(entry.value, entry)
      for name in object.required { object.named[ExactText(name), default: .init()].isRequired = true }
      rules.object = object
    case "dependentRequired":
      guard let members = entry.value.objectValue?.members else { throw error("must be an object", entry) }
      var dependent: [(name: String, needed: [String])] = []
      for member in members { dependent.append((member.name, try texts(member.value, entry, member.name))) }
      rules.object[default: ObjectRules()].dependentRequired = dependent
    default: break
    }
  }

  func readFormat(_ entry: Entry, _ rules: inout SchemaRules) throws(SchemaError) {
    guard let name = entry.value.stringValue else { throw error("must be the name of a format", entry) }
    let isAsserted = options.formats == .assert || locations[entry.index].vocabularies.contains(.formatAssertion)
    guard isAsserted else { return }
    guard Formats.names.contains(name) else {
      guard options.unknownKeywords == .annotate else { throw error("format `\(name)` cannot be checked", entry) }
      return
    }
    rules.text[default: TextRules()].format = name
  }

  private func types(_ entry: Entry) throws(SchemaError) -> [TypeSet.Name] {
    let names = entry.value.stringValue.map { [$0] } ?? entry.value.arrayValue?.compactMap(\.stringValue) ?? []
    let count = entry.value.arrayValue?.count ?? 1
    let types = names.compactMap(TypeSet.Name.init(rawValue:))
    guard !types.isEmpty, types.count == count, Set(types).count == count else {
      let all = TypeSet.Name.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("must be one or several of \(all)", entry)
    }
    return types
  }

  private func texts(_ value: JSONValue, _ entry: Entry, _ token: String? = nil) throws(SchemaError) -> [String] {
    guard let elements = value.arrayValue else { throw error("must be a list", entry, token) }
    let texts = elements.compactMap(\.stringValue)
    guard texts.count == elements.count, Set(texts.map { ExactText($0) }).count == texts.count else {
      throw error("must be a list of distinct strings", entry, token)
    }
    return texts
  }

  private func number(_ entry: Entry) throws(SchemaError) -> JSONValue {
    guard let number = entry.value.doubleValue, number.isFinite else { throw error("must be a number", entry) }
    return entry.value
  }

  private func count(_ entry: Entry) throws(SchemaError) -> Int {
    let count: Int? =
      switch entry.value {
      case .integer(let value): Int(exactly: value)
      case .number(let value): Int(exactly: value)
      default: nil
      }
    guard let count, count >= 0 else { throw error("must be an integer that is not negative", entry) }
    return count
  }
}

extension Decimal {
  /// Nil for what is no finite number.
  init?(_ value: JSONValue) {
    switch value {
    case .integer(let integer): self.init(integer)
    case .number(let number): self.init(number)
    default: return nil
    }
  }
}
