import YAMLTree

extension BotRules {
  private static let english = ["en"]

  /// The bot's language against what hears, thinks and speaks it.
  func checkLanguage(_ report: inout Report) {
    guard let node = spec["language"], let language = node.scalar?.text else { return }
    let fields: [(field: String, name: String, embedded: String)] = [
      ("speechToText", "local", "the embedded recogniser"), ("brain", "flow", "the deterministic brain"),
      ("voice", "local", "the embedded voice"),
    ]
    if driver(spec["brain"]?["provider"]?.scalar?.text ?? "flow") == .echo { return }
    var unable: [String] = []
    var related: [Diagnostic.Related] = []
    for (field, standard, embedded) in fields {
      let name = spec[field]?["provider"]?.scalar?.text ?? standard
      let declared = provider(name)
      if let declared, let languages = declared.spec["languages"].texts, let node = declared.spec["languages"].node {
        guard !languages.contains(where: { Self.covers($0, language) }) else { continue }
        unable.append("provider `\(name)`")
        related.append(
          Diagnostic.Related(place: declared.place(node.range), message: "its languages are here"))
      } else if let driver = driver(name), driver == .local || driver == .flow,
        !Self.english.contains(where: { Self.covers($0, language) })
      {
        unable.append(embedded)
      }
    }
    guard let first = unable.first else { return }
    let names = unable.count == 1 ? first : unable.dropLast().joined(separator: ", ") + " and " + (unable.last ?? "")
    report.add(
      .otherLanguage, "\(names) cannot do `\(language)`", node.range,
      suggestion: related.isEmpty ? "embedded ones do English only" : nil, related: related)
  }

  /// Whether the language, or all regions of it, covers the other: `en` covers `en-US`.
  private static func covers(_ language: String, _ other: String) -> Bool {
    let (left, right) = (language.lowercased(), other.lowercased())
    return left == right || right.hasPrefix(left + "-")
  }
}
