import JSON
import Markup
import YAMLTree

/// The forms a list of diagnostics can be printed in.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text, json, ndjson, yaml, sarif, junit, github, gitlab, markdown
}

/// What printers say beside the findings.
package struct ReportContext: Sendable {
  package var toolVersion: String
  /// The files that were checked, those without findings included.
  package var files: [String]
  /// Put before each path, such as `voice/` where the repository is a folder of a larger one.
  package var prefix: String
  package var colour: Bool
  package init(toolVersion: String = "0", files: [String] = [], prefix: String = "", colour: Bool = false) {
    self.toolVersion = toolVersion
    self.files = files
    self.prefix = prefix
    self.colour = colour
  }

  package func path(_ file: String) -> String { prefix + file }
}

extension ReportFormat {
  /// The whole report; empty, or ended by a line end.
  package func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    switch self {
    case .text: text(list, context)
    case .json: IndentedJSON.text(DiagnosticDocument.json(list))
    case .ndjson: list.shown.map { JSONWriter.string($0.json) + "\n" }.joined()
    case .yaml: YAMLWriter.text(DiagnosticDocument.json(list))
    case .sarif: SARIFReport.print(list, context)
    case .junit: JUnitReport.print(list, context)
    case .github: GitHubAnnotations.print(list, context)
    case .gitlab: GitLabCodeQuality.print(list, context)
    case .markdown: MarkdownSummary.print(list, context)
    }
  }

  private func text(_ list: DiagnosticList, _ context: ReportContext) -> String {
    let printer = DiagnosticText(colour: context.colour, fixCommand: DiagnosticText.validateFix)
    let rest = list.omitted.map { "… and \($0.count) more in \(VisibleText.of($0.file))\n" }.joined()
    let text = printer.print(list.shown)
    return rest.isEmpty ? text : text + "\n" + rest
  }
}
