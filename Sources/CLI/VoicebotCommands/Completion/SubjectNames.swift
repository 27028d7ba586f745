import Diagnostics
import JSON
import Shapes

/// What `voicebot explain` takes: kinds, codes, and the fields below a path that has been begun.
enum SubjectNames {
  static func all(completing word: String) -> [String] {
    guard let dot = word.lastIndex(of: ".") else {
      return FieldExplanation.kinds.map(\.name) + DiagnosticCode.allCases.map(\.rawValue)
    }
    let path = String(word[..<dot])
    let fields = (try? FieldExplanation.find(path))?.json["fields"]?.arrayValue ?? []
    return fields.compactMap { $0["name"]?.stringValue }.map { "\(path).\($0)" }
  }
}
