import JSON
import Markup

/// Diagnostics as SARIF 2.1.0 (OASIS, 2020), for code scanning.
///
/// Columns count Unicode code points, as `columnKind` says. Paths are relative to the root of the sources.
enum SARIFReport {
  static func print(_ list: DiagnosticList, _ context: ReportContext = ReportContext()) -> String {
    let codes = Set(list.shown.map(\.code)).sorted { $0.rawValue < $1.rawValue }
    let indices = Dictionary(
      codes.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let results = zip(list.shown, Fingerprint.all(list.shown)).map { diagnostic, fingerprint in
      result(diagnostic, fingerprint, rule: indices[diagnostic.code] ?? 0, context)
    }
    let driver: JSONValue = [
      "name": "voicebot", "version": .string(context.toolVersion), "rules": .array(codes.map(rule)),
    ]
    return IndentedJSON.text([
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
          "originalUriBaseIds": ["SRCROOT": ["description": ["text": "The root of the sources."]]],
          "results": .array(results),
        ]
      ],
    ])
  }

  private static func rule(_ code: DiagnosticCode) -> JSONValue {
    [
      "id": .string(code.rawValue), "name": .string(name(code)),
      "shortDescription": ["text": .string(firstSentence(code.explanation))],
      "fullDescription": ["text": .string(code.explanation)],
      "help": [
        "text": .string(code.explanation + "\n\nvoicebot explain \(code.rawValue)"),
        "markdown": .string(code.explanationMarkdown + "\n\n`voicebot explain \(code.rawValue)`"),
      ],
      "defaultConfiguration": ["level": .string(code.severity.rawValue)],
      "properties": [
        "tags": ["voicebot", .string(code.isPolicy ? "policy" : code.isSecret ? "security" : "correctness")]
      ],
    ]
  }

  /// `unknownField` → `UnknownField`.
  private static func name(_ code: DiagnosticCode) -> String {
    let name = "\(code)"
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  private static func firstSentence(_ text: String) -> String {
    guard let end = text.firstRange(of: ". ") else { return text }
    return String(text[..<end.lowerBound]) + "."
  }

  private static func result(
    _ diagnostic: Diagnostic, _ fingerprint: String, rule: Int, _ context: ReportContext
  ) -> JSONValue {
    var object = JSONObject()
    object["ruleId"] = .string(diagnostic.code.rawValue)
    object["ruleIndex"] = .integer(Int64(rule))
    object["level"] = .string(diagnostic.severity.rawValue)
    let note = diagnostic.suggestion.map { "; \($0)" } ?? ""
    object["message"] = ["text": .string(VisibleText.of(diagnostic.message + note))]
    object["locations"] = [["physicalLocation": location(diagnostic.place, diagnostic.excerpt, context)]]
    if !diagnostic.related.isEmpty {
      object["relatedLocations"] = .array(
        diagnostic.related.enumerated().map { index, related in
          [
            "id": .integer(Int64(index)), "message": ["text": .string(VisibleText.of(related.message))],
            "physicalLocation": location(related.place, related.excerpt, context),
          ]
        })
    }
    if let fix = diagnostic.fix { object["fixes"] = [self.fix(fix, context)] }
    object["partialFingerprints"] = ["voicebot/v1": .string(fingerprint)]
    return .object(object)
  }

  private static func fix(_ fix: Diagnostic.Fix, _ context: ReportContext) -> JSONValue {
    let text = fix.replacement.isEmpty ? "Delete it." : "Write `\(VisibleText.of(fix.replacement))`."
    return [
      "description": ["text": .string(text)],
      "artifactChanges": [
        [
          "artifactLocation": artifact(fix.place.file, context),
          "replacements": [
            ["deletedRegion": region(fix.place), "insertedContent": ["text": .string(fix.replacement)]]
          ],
        ]
      ],
    ]
  }

  private static func location(_ place: Diagnostic.Place, _ excerpt: String?, _ context: ReportContext) -> JSONValue {
    var object = JSONObject()
    object["artifactLocation"] = artifact(place.file, context)
    object["region"] = region(place)
    // The snippet of a region is its own text, and an excerpt is its whole first line.
    if let excerpt {
      object["contextRegion"] = ["startLine": .integer(Int64(place.line)), "snippet": ["text": .string(excerpt)]]
    }
    return .object(object)
  }

  private static func region(_ place: Diagnostic.Place) -> JSONValue {
    [
      "startLine": .integer(Int64(place.line)), "startColumn": .integer(Int64(place.column)),
      "endLine": .integer(Int64(place.endLine)), "endColumn": .integer(Int64(place.endColumn)),
    ]
  }

  private static func artifact(_ file: String, _ context: ReportContext) -> JSONValue {
    ["uri": .string(reference(context.path(file))), "uriBaseId": "SRCROOT"]
  }

  /// A relative reference (RFC 3986, section 4.2): everything but unreserved characters and `/` is percent encoded, so
  /// that no segment is taken for a scheme.
  static func reference(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
