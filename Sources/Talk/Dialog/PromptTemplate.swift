/// Texts with `{{name}}` in them.
package enum PromptTemplate {
  /// Fills in the variables there are; a name without a value stays as it is written, braces and all, so that a model
  /// sees what is to be found out. A value is never filled in again.
  package static func fill(_ text: String, with variables: [String: String]) -> String {
    var filled = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      filled += rest[..<open.lowerBound]
      let inside = rest[open.upperBound...]
      guard let close = inside.firstRange(of: "}}") else {
        rest = rest[open.lowerBound...]
        break
      }
      let written = rest[open.lowerBound..<close.upperBound]
      let name = String(inside[..<close.lowerBound]).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      filled += variables[name] ?? String(written)
      rest = inside[close.upperBound...]
    }
    return filled + rest
  }
}
