import Diagnostics
import Loading
import Resources
import Shapes
import Testing

@Suite struct ShippedTests {
  @Test func everyFileLoadsWithoutFindings() {
    let result = Loader.load(Repository.shipped(), revision: "working-tree")
    for diagnostic in result.diagnostics { Issue.record("\(DiagnosticText().print(diagnostic))") }
    let snapshot = result.snapshot
    #expect(snapshot?.tenants.keys.sorted() == ["northwind", "roma"])
    #expect(snapshot?.scenarios.keys.sorted() == ["hotel-booking", "pizza-ordering", "support-triage"])
    #expect(snapshot?.bot(number: "100")?.metadata.name == "pizzeria")
    #expect(snapshot?.bot(number: "200")?.metadata.name == "hotel")
    #expect(snapshot?.bot(number: "300")?.metadata.name == "support")
    #expect(snapshot?.bot(number: "900")?.brain.provider == "echo")
  }

  @Test func schemasAreCurrent() {
    if Repository.updatesGoldens {
      for (path, text) in SchemaFiles.render() { Repository.write(text, to: path) }
    }
    var shipped: [String: String] = [:]
    for file in Repository.shipped() where file.path.hasPrefix("schemas/") || file.path.hasPrefix("docs/") {
      shipped[file.path] = String(decoding: file.bytes, as: UTF8.self)
    }
    // This page comes from the commands, and `voicebot man --check` holds it.
    shipped["docs/reference/cli.md"] = nil
    let rendered = SchemaFiles.render()
    #expect(shipped.keys.sorted() == rendered.map(\.path))
    for (path, text) in rendered { #expect(shipped[path] == text, "\(path) is not what the shapes say") }
  }

  @Test func everyShippedFileNamesItsSchema() {
    for file in Repository.shipped() where Loader.isPart(path: file.path) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(text.hasPrefix("# yaml-language-server: $schema="), "\(file.path)")
    }
  }
}
