import Diagnostics
import Resources
import YAMLTree

extension ScenarioRules {
  mutating func checkSlots() {
    for entry in spec["slots"]?.entries ?? [] {
      let reader = FieldReader(entry.value)
      let type = reader["type"].text ?? ""
      checkFits("values", entry, type, only: ["enum"])
      checkFits("many", entry, type, only: ["enum"])
      checkFits("minimum", entry, type, only: ["integer", "number"])
      checkFits("maximum", entry, type, only: ["integer", "number"])
      checkFits("count", entry, type, only: ["digits"])
      if type == "enum", (entry.value["values"]?.entries ?? []).isEmpty {
        report.add(.missingField, "an enum needs `values`", entry.nameRange)
      }
      checkBounds(entry.value, type)
      checkDefault(entry.value, type)
      checkTemplate(entry.value["ask"], slots: true, result: false)
      if entry.name == "result" {
        report.add(.badFormat, "`result` stands for a tool's result and cannot name a slot", entry.nameRange)
      }
    }
  }

  private mutating func checkFits(_ field: String, _ entry: YAMLEntry, _ type: String, only types: [String]) {
    guard let field = entry.value.entry(field), !types.contains(type) else { return }
    report.add(
      .unknownField, "field `\(field.name)` is for \(types.joined(separator: " and ")), not for \(type)",
      field.nameRange)
  }

  private mutating func checkBounds(_ slot: YAMLNode, _ type: String) {
    let reader = FieldReader(slot)
    for name in ["minimum", "maximum"] where type == "integer" {
      if let bound = reader[name].number, bound.rounded() != bound, let node = slot[name] {
        report.add(.outOfRange, "`\(name)` of an integer must be whole", node.range)
      }
    }
    if let least = reader["minimum"].number, let most = reader["maximum"].number, least > most,
      let node = slot["maximum"]
    {
      report.add(.outOfRange, "`maximum` is less than `minimum`", node.range)
    }
  }

  private mutating func checkDefault(_ slot: YAMLNode, _ type: String) {
    guard let node = slot["default"], let scalar = node.scalar else { return }
    let reader = FieldReader(slot)
    let value = FieldReader(node)
    let problem: String?
    switch type {
    case "enum":
      problem = (slot["values"]?.entries ?? []).contains { $0.name == scalar.text } ? nil : "is not one of `values`"
    case "integer", "number":
      let number = value.number
      if number == nil || (type == "integer" && value.integer == nil) {
        problem = "is not \(type == "integer" ? "an integer" : "a number")"
      } else if let number, number < reader["minimum"].number ?? -.infinity {
        problem = "is less than `minimum`"
      } else if let number, number > reader["maximum"].number ?? .infinity {
        problem = "is more than `maximum`"
      } else {
        problem = nil
      }
    case "boolean": problem = value.boolean == nil ? "is not true or false" : nil
    case "digits", "phone":
      if scalar.resolved != .string {
        let quoted = YAMLScalarText.quoted(scalar.text)
        return report.add(
          .unquoted, "`\(scalar.text)` is read as a number, not as a text", node.range,
          suggestion: "write `\(quoted)`", replacement: quoted, isSafe: true)
      }
      let digits = scalar.text.utf8.count
      let isPhone = TextForm.phoneNumber.accepts(scalar.text)
      problem = !isPhone || reader["count"].integer.map { $0 != digits } ?? false ? "has not the digits wanted" : nil
    default: problem = scalar.resolved == .string ? nil : "is not a text"
    }
    if let problem { report.add(.badDefault, "default `\(scalar.text)` \(problem)", node.range) }
  }
}
