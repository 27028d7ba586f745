import ArgumentParser
import Diagnostics
import JSON
import Resources
import Shapes

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a kind, a field of the configuration language, or a diagnostic's code.",
    discussion: """
      Without a path or a code it lists the kinds and the codes.

        voicebot explain Bot
        voicebot explain bot.turns.endpointing.maxDelay
        voicebot explain Bot.spec.transfer.staff.to
        voicebot explain VB0107
      """)

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  @Argument(
    help: "A path such as Bot.spec.turns, or a code such as VB0107 or unknown-field.",
    completion: LiveNames.completion(.subjects))
  var subject: String?

  func run() throws {
    guard let subject else { return list() }
    if let code = DiagnosticCode(named: subject) { return explain(code) }
    guard !Self.looksLikeCode(subject) else {
      throw CommandFailure(.notFound, "there is no code `\(subject)`", fix: "`voicebot explain` lists the codes")
    }
    do {
      let explanation = try FieldExplanation.find(subject)
      ServerOutput.show(explanation.json, output) { explanation.text + "\n" }
    } catch {
      throw CommandFailure(.notFound, error.message, fix: error.suggestion)
    }
  }

  private static func looksLikeCode(_ subject: String) -> Bool {
    subject.uppercased().hasPrefix("VB") && subject.dropFirst(2).allSatisfy(\.isNumber)
  }

  private func explain(_ code: DiagnosticCode) {
    ServerOutput.show(Self.json(code), output) {
      "\(code.rawValue) (\(code.severity.rawValue))\n\n\(code.explanation)\n"
    }
  }

  private static func json(_ code: DiagnosticCode) -> JSONValue {
    [
      "code": .string(code.rawValue), "name": .string("\(code)"), "severity": .string(code.severity.rawValue),
      "explanation": .string(code.explanation),
    ]
  }

  /// The first sentence, without what a colon adds to it.
  private static func opening(of text: String) -> String {
    var end = text.endIndex
    for mark in [". ", ": ", ".\n"] {
      if let range = text.firstRange(of: mark), range.lowerBound < end { end = range.lowerBound }
    }
    let sentence = text[..<end]
    return sentence.hasSuffix(".") ? String(sentence) : sentence + "."
  }

  private func list() {
    let kinds = FieldExplanation.kinds
    switch output {
    case .json, .ndjson, .yaml:
      let list: JSONValue = [
        "kinds": .array(kinds.map { ["kind": .string($0.name), "description": .string($0.doc)] }),
        "codes": .array(DiagnosticCode.allCases.map(Self.json)),
      ]
      ServerOutput.show(list, output) { "" }
    case .text:
      let width = kinds.map(\.name.count).max() ?? 0
      Terminal.output("Kinds, each explained by `voicebot explain KIND`:\n")
      for kind in kinds {
        let space = String(repeating: " ", count: width - kind.name.count)
        Terminal.output("  \(kind.name)\(space)  \(kind.doc)")
      }
      Terminal.output("\nCodes of diagnostics, each explained by `voicebot explain CODE`:\n")
      for code in DiagnosticCode.allCases {
        Terminal.output("  \(code.rawValue)  \(Self.opening(of: code.explanation))")
      }
    }
  }
}
