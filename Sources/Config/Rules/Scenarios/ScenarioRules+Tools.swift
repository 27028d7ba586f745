import Diagnostics
import JSONSchema
import Resources
import YAMLTree

extension ScenarioRules {
  mutating func checkTools() {
    var places: [String: YAMLRange] = [:]
    for node in spec["tools"]?.elements ?? [] {
      guard let name = node["name"], let text = name.scalar?.text else { continue }
      if let first = places[text] {
        let related = Diagnostic.Related(place: report.place(first), message: "the first is here")
        report.add(.duplicateName, "there are two tools `\(text)`", name.range, related: [related])
      }
      places[text] = places[text] ?? name.range
      let schema = node["parameters"].flatMap { compile($0) }
      if let schema, schema.typeNames != ["object"], let parameters = node["parameters"] {
        report.add(.badSchema, "parameters must be of `type: object`", parameters.range.startOnly)
      }
      let effect = node["effect"]?.scalar.flatMap { Scenario.Effect(rawValue: $0.text) } ?? .irreversible
      tools[text] = Tool(schema: schema, effect: effect)
      checkSQL(node["run"]?["sql"], schema)
      checkHTTP(node["run"]?["http"], schema)
    }
  }

  private mutating func checkSQL(_ sql: YAMLNode?, _ schema: Schema?) {
    guard let sql else { return }
    if let database = sql["database"], let name = database.scalar?.text, !databases.contains(name) {
      report.addUnknown(
        .unknownDatabase, "there is no database `\(name)`", database.range, name: name, known: databases.sorted())
    }
    if sql["statement"] == nil, sql["returns"] == nil {
      report.add(.missingField, "needs `statement`, `returns` or both", sql.range.startOnly)
    }
    for node in [sql["statement"], sql["returns"]] {
      guard let node, let text = node.scalar?.text else { continue }
      checkParameters(SQLParameters.names(in: text).map { (":\($0)", $0, node.range.startOnly) }, schema)
    }
  }

  private mutating func checkHTTP(_ http: YAMLNode?, _ schema: Schema?) {
    guard let http else { return }
    HeaderRules.check(http["headers"], &report)
    if let url = http["url"], let text = url.scalar?.text, !TextForm.webURL.accepts(text.filter { $0 != " " }) {
      report.add(.badFormat, "`\(text.prefix(80))` must be \(TextForm.webURL.description)", url.range)
    }
    var texts = [http["url"], http["body"]].compactMap { $0 }
    texts += (http["headers"]?.entries ?? []).map(\.value)
    while let node = texts.popLast() {
      switch node.content {
      case .sequence(let elements): texts += elements
      case .mapping(let entries): texts += entries.map(\.value)
      case .scalar(let scalar):
        let (found, problem) = Template.references(in: scalar.text)
        let ranges = ScalarRanges(node)
        checkParameters(
          found.map { ("{{\($0.name)}}", $0.name, ranges.range(offset: $0.offset, count: $0.count)) }, schema)
        if let problem { report.add(.badTemplate, problem.message, node.range(offset: problem.offset, count: 2)) }
      }
    }
  }

  private mutating func checkParameters(_ used: [(text: String, name: String, range: YAMLRange)], _ schema: Schema?) {
    guard let schema else { return }
    let known = Set(schema.propertyNames)
    var seen: Set<String> = []
    for (text, name, range) in used where !known.contains(name) && seen.insert(name).inserted {
      let match = report.closest(name, among: schema.propertyNames)
      report.add(
        .unknownParameter, "`\(text)` is not a parameter of the tool", range,
        suggestion: match.map { "did you mean `\($0)`?" })
    }
  }
}
