extension DiagnosticCode {
  /// Whether it is about a name that nothing has which the repository itself defines.
  package var isUnknownReference: Bool {
    switch self {
    case .unknownScenario, .unknownProvider, .unknownStep, .unknownIntent, .unknownSlot, .unknownTool, .unknownDatabase,
      .unknownTransfer, .unknownKnowledgeBase, .unknownIvr, .unknownBot, .testBot, .testReference:
      true
    default: false
    }
  }
}

/// Settles which findings count and how much: suppressions first, then the levels of the project.
package struct LintPass {
  package var levels: LintLevels
  /// By file, in the order of the file.
  package var suppressions: [String: [Suppression]]

  package init(levels: LintLevels, suppressions: [String: [Suppression]]) {
    self.levels = levels
    self.suppressions = suppressions
  }

  /// The findings that are left, with one for each suppression that suppressed nothing.
  package func run(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    if suppressions.isEmpty, levels.levels.isEmpty { return diagnostics }
    var used: Set<Key> = []
    var meant: [Line: [Key]] = [:]
    for (file, list) in suppressions {
      for (index, suppression) in list.enumerated() {
        for code in suppression.codes {
          let key = Key(file: file, index: index, code: code)
          meant[Line(file: file, line: suppression.line), default: []].append(key)
        }
      }
    }
    var counts: [String: Int] = [:]
    var kept: [Diagnostic] = []
    for diagnostic in diagnostics {
      counts[diagnostic.place.file, default: 0] += 1
      let line = Line(file: diagnostic.place.file, line: diagnostic.place.line)
      if let keys = meant[line]?.filter({ $0.code == diagnostic.code }), !keys.isEmpty {
        used.formUnion(keys)
      } else {
        kept.append(diagnostic)
      }
    }
    for (file, list) in suppressions {
      var left = Report.maximum - counts[file, default: 0]
      for (index, suppression) in list.enumerated() where left > 0 {
        for code in suppression.codes where left > 0 && !used.contains(Key(file: file, index: index, code: code)) {
          left -= 1
          kept.append(
            Diagnostic(
              code: .unusedSuppression, message: "there is no \(code.rawValue) here to ignore",
              place: Report(file: file).place(suppression.range), suggestion: "delete the comment"))
        }
      }
    }
    return kept.compactMap(levels.apply)
  }

  private struct Line: Hashable {
    var file: String
    var line: Int
  }
  private struct Key: Hashable {
    var file: String
    var index: Int
    var code: DiagnosticCode
  }
}
