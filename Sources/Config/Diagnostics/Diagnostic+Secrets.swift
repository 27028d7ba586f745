import Secrets

extension Diagnostic {
  /// The diagnostic without the secrets that the line at its place holds, or that its texts repeat.
  func withoutSecrets(on line: String?) -> Diagnostic {
    var result = self
    var hide = SecretText.redacted
    if let line, let start = SecretText.start(in: line) {
      // The place of a quoted value starts one before it, at the quote.
      let isAtSecret = place.column >= start
      result.excerpt = excerpt == nil || isAtSecret ? nil : String(line.unicodeScalars.prefix(start)) + "…"
      if isAtSecret, let value = value(in: line) { hide = { SecretText.redacted($0.replacing(value, with: "…")) } }
    }
    result.message = hide(message)
    result.suggestion = suggestion.map(hide)
    if let fix, hide(fix.replacement) != fix.replacement { result.fix = nil }
    for index in related.indices { result.related[index].message = hide(related[index].message) }
    return result
  }

  /// What stands at the place, without quotes around it.
  private func value(in line: String) -> String? {
    let end = place.endLine == place.line ? place.endColumn - 1 : Int.max
    guard end >= place.column else { return nil }
    var value = line.unicodeScalars.prefix(end).dropFirst(place.column - 1)
    if let first = value.first, first == "\"" || first == "'" {
      value = value.dropFirst()
      if value.last == first { value = value.dropLast() }
    }
    return value.isEmpty ? nil : String(value)
  }
}
