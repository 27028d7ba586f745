import Diagnostics
package import JSON
import Resources

extension Plan {
  /// Reads what `json` writes. Nil where a part of it is missing or is not what it should be.
  ///
  /// Law: a plan read back prints as the plan that was written.
  package init?(json: JSONValue) {
    guard let changes = json["changes"]?.arrayValue, let radius = json["radius"] else { return nil }
    let read = changes.compactMap(Change.init(json:))
    guard read.count == changes.count else { return nil }
    self.init(changes: read, radius: BlastRadius(json: radius))
  }
}

extension Change {
  init?(json: JSONValue) {
    guard let action = json["action"]?.stringValue.flatMap(Action.init(rawValue:)),
      let kind = json["kind"]?.stringValue.flatMap(ResourceName.Kind.init(rawValue:)),
      let name = json["name"]?.stringValue, let place = json["place"].flatMap(Diagnostic.Place.init(json:))
    else { return nil }
    let fields = json["fields"]?.arrayValue ?? []
    let read = fields.compactMap(FieldChange.init(json:))
    guard read.count == fields.count else { return nil }
    self.init(
      action: action, name: ResourceName(kind: kind, tenant: json["tenant"]?.stringValue, name: name),
      oldName: json["oldName"]?.stringValue.flatMap(ResourceName.init(path:)), fields: read, place: place,
      breaks: json["breaks"]?.stringValue)
  }
}

extension FieldChange {
  init?(json: JSONValue) {
    guard let path = json["path"]?.stringValue else { return nil }
    self.init(
      path: path, old: json["old"], new: json["new"], place: json["place"].flatMap(Diagnostic.Place.init(json:)),
      breaks: json["breaks"]?.stringValue)
  }
}

extension Diagnostic.Place {
  /// `file:line:column`.
  init?(json: JSONValue) {
    guard let parts = json.stringValue?.split(separator: ":", omittingEmptySubsequences: false), parts.count >= 3,
      let column = Int(parts[parts.count - 1]), let line = Int(parts[parts.count - 2])
    else { return nil }
    self.init(
      file: parts.dropLast(2).joined(separator: ":"), line: line, column: column, endLine: line, endColumn: column)
  }
}

extension BlastRadius {
  init(json: JSONValue) {
    self.init()
    func texts(_ name: String) -> [String] { json[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    bots = texts("bots").compactMap(ResourceName.init(path:))
    numbers = texts("numbers")
    tenants = texts("tenants")
    for item in json["moved"]?.arrayValue ?? [] {
      guard let number = item["number"]?.stringValue, let old = item["old"]?.stringValue,
        let new = item["new"]?.stringValue
      else { continue }
      moved.append(MovedNumber(number: number, old: old, new: new))
    }
    for item in json["deadSteps"]?.arrayValue ?? [] {
      guard let scenario = item["scenario"]?.stringValue, let step = item["step"]?.stringValue,
        let place = item["place"].flatMap(Diagnostic.Place.init(json:))
      else { continue }
      deadSteps.append(DeadStep(scenario: scenario, step: step, place: place))
    }
    for member in json["liveCalls"]?.objectValue?.members ?? [] {
      liveCalls[member.name] = member.value.integerValue.flatMap { Int(exactly: $0) }
    }
    for item in json["verdicts"]?.arrayValue ?? [] {
      guard let test = item["test"]?.stringValue else { continue }
      verdicts.append(ChangedVerdict(test: test, old: item["old"]?.stringValue, new: item["new"]?.stringValue))
    }
  }
}
