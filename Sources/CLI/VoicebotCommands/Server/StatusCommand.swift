import AdminClient
import ArgumentParser
import JSON
import YAMLTree

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what is live on a runtime, and whether it is what its source says.",
    discussion: "  voicebot status\n  voicebot status -o json | jq .conditions")

  @OptionGroup var server: ServerOptions

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  func run() async throws {
    let client = try server.client()
    let status = try await ServerRequest.run { try await client.status() }
    ServerOutput.show(status, output) { StatusText.print(status) }
  }
}

/// Answers of a runtime in the form that was asked for.
enum ServerOutput {
  static func show(_ value: JSONValue, _ format: DataFormat, text: () -> String) {
    switch format {
    case .text: Terminal.outputPart(text())
    case .json: Terminal.output(JSONWriter.string(value))
    case .yaml: Terminal.outputPart(YAMLWriter.text(value))
    case .ndjson: for element in value.arrayValue ?? [value] { Terminal.output(JSONWriter.string(element)) }
    }
  }

  /// Columns as wide as their widest cell; the last is not filled up.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined(separator: "  ") + "\n"
    }.joined()
  }

  /// `2026-11-22 19:04:05` in UTC.
  static func time(_ value: JSONValue?) -> String {
    guard let milliseconds = value?.integerValue else { return "-" }
    return UTCText.text(milliseconds: milliseconds)
  }
}

enum StatusText {
  static func print(_ status: JSONValue) -> String {
    var lines: [String] = []
    func line(_ name: String, _ value: String?) {
      guard let value else { return }
      lines.append(name + String(repeating: " ", count: max(1, 12 - name.count)) + value)
    }
    let commit = status["revision"]?.stringValue.map { "  \($0.prefix(12))" } ?? ""
    line("revision", status["number"]?.integerValue.map { "\($0)\(commit)" } ?? "none")
    line("title", status["title"]?.stringValue)
    if let pin = status["pin"], pin != .null { line("pinned", pin["commit"]?.text ?? pin.text) }
    if let suspended = status["suspended"], suspended != .null, suspended != .bool(false) {
      line("suspended", "\(suspended["by"]?.text ?? ""): \(suspended["reason"]?.text ?? suspended.text)")
    }
    for item in status["quarantined"]?.arrayValue ?? [] {
      line("quarantined", "\(item["commit"]?.text.prefix(12) ?? "")  \(item["reason"]?.text ?? "")")
    }
    for condition in status["conditions"]?.arrayValue ?? [] {
      let holds = condition["holds"]?.boolValue
      let mark = holds == true ? "yes" : holds == false ? "no" : "?"
      let message = condition["message"]?.stringValue.flatMap { $0.isEmpty ? nil : "  \($0)" } ?? ""
      line(condition["type"]?.text ?? "condition", mark + message)
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
