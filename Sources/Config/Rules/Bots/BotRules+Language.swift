import Diagnostics
import Resources
import YAMLTree

extension BotRules {
  /// The bot's language against what hears, thinks and speaks it.
  func checkLanguage(_ report: inout Report) {
    guard let node = spec["language"], let language = node.scalar?.text, driver(providerName("brain")) != .echo else {
      return
    }
    var embedded: [String] = []
    for (field, name) in [
      ("speechToText", "recogniser"), ("brain", "deterministic brain"), ("voice", "embedded voice"),
    ] {
      let provider = providerName(field)
      if let declared = self.provider(provider), let languages = declared.spec["languages"].texts,
        let listed = declared.spec["languages"].node
      {
        guard !languages.contains(where: { Self.covers($0, language) }) else { continue }
        let related = Diagnostic.Related(place: declared.place(listed.range), message: "its languages are here")
        report.add(
          .providerLanguage, "provider `\(provider)` cannot do `\(language)` (`\(field)`)",
          (spec[field]?["provider"] ?? node).range, related: [related])
      } else if [.local, .flow].contains(driver(provider)), !Self.covers("en", language) {
        embedded.append(name == "recogniser" ? "embedded recogniser" : name)
      }
    }
    guard let last = embedded.last else { return }
    let names = embedded.count == 1 ? last : embedded.dropLast().joined(separator: ", ") + " and " + last
    report.add(
      .otherLanguage, "the \(names) \(embedded.count == 1 ? "does" : "do") English only, not `\(language)`", node.range,
      suggestion: "name providers that can do it")
  }

  /// Whether the language, or all regions of it, covers the other: `en` covers `en-US`, and any English stands for all.
  private static func covers(_ language: String, _ other: String) -> Bool {
    let (left, right) = (language.lowercased(), other.lowercased())
    return left == right || right.hasPrefix(left + "-") || left.hasPrefix(right + "-")
  }

  /// What the bot needs of its providers against the capabilities they name.
  func checkCapabilities(_ report: inout Report) {
    let fields: [(String, Provider.Capability)] = [
      ("speechToText", .speechToText), ("brain", .brain), ("voice", .voice),
    ]
    for (field, capability) in fields {
      let pinned = spec[field]
      for node in [pinned?["provider"]].compactMap({ $0 }) + (pinned?["fallback"]?.elements ?? []) {
        guard let name = node.scalar?.text, let declared = provider(name),
          let named = declared.spec["capabilities"].texts, let listed = declared.spec["capabilities"].node
        else { continue }
        let related = Diagnostic.Related(place: declared.place(listed.range), message: "its capabilities are here")
        if !named.contains(capability.rawValue) {
          report.add(
            .missingCapability, "provider `\(name)` is not for `\(capability.rawValue)`", node.range, related: [related]
          )
        } else if capability == .brain, hasTools, !named.contains(Provider.Capability.tools.rawValue) {
          report.add(
            .missingCapability, "the scenario has tools, and provider `\(name)` cannot call any", node.range,
            related: [related])
        }
      }
    }
  }

  private var hasTools: Bool {
    guard let name = spec["scenario"]?.scalar?.text,
      let scenario = repository.byName[ResourceName(kind: .scenario, tenant: nil, name: name)]
    else { return false }
    return !scenario.spec["tools"].elements.isEmpty
  }
}
