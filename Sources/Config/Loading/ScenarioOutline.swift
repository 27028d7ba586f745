package import Diagnostics
package import Resources
import YAMLTree

/// Where the intents, steps and branches of a scenario stand in its file.
package struct ScenarioOutline: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package var point: ScenarioPoint
    package var place: Diagnostic.Place
  }

  /// The scenario's name.
  package var name: String
  package var file: String
  /// In the order of the file.
  package var entries: [Entry] = []

  /// Nil where the file declares no scenario.
  package init?(_ file: SourceFile) {
    guard let documents = try? YAMLTree.parse(file.bytes).documents,
      let document = documents.first(where: { $0["kind"]?.scalar?.text == ResourceName.Kind.scenario.rawValue }),
      let name = document["metadata"]?["name"]?.scalar?.text
    else { return nil }
    self.name = name
    self.file = file.path
    let report = Report(file: file.path)
    var found: [Entry] = []
    func add(_ point: ScenarioPoint, _ range: YAMLRange) {
      found.append(Entry(point: point, place: report.place(range)))
    }
    for intent in document["spec"]?["intents"]?.entries ?? [] { add(.intent(intent.name), intent.nameRange) }
    for step in document["spec"]?["steps"]?.entries ?? [] {
      add(.step(step.name), step.nameRange)
      for entry in step.value.entries ?? [] {
        switch entry.name {
        case "on":
          for heard in entry.value.entries ?? [] { add(.on(step: step.name, intent: heard.name), heard.nameRange) }
        case "otherwise": add(.otherwise(step: step.name), entry.nameRange)
        case "then": add(.then(step: step.name), entry.nameRange)
        case "next": add(.next(step: step.name), entry.nameRange)
        case "onError": add(.onError(step: step.name), entry.nameRange)
        default: break
        }
      }
    }
    entries = found
  }
}
