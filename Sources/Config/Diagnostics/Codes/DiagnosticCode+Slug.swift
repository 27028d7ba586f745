extension DiagnosticCode {
  /// The code's name in words, such as `unused-intent`.
  package var slug: String {
    var slug = ""
    for character in String(describing: self) {
      if character.isUppercase { slug += "-" }
      slug += character.lowercased()
    }
    return slug
  }

  /// The code of that number or name, `VB0302` or `unused-intent`; nil where there is none.
  package init?(named name: String) {
    guard let code = Self(code: name) ?? Self.bySlug[name.lowercased()] else { return nil }
    self = code
  }

  static let bySlug = Dictionary(uniqueKeysWithValues: allCases.map { ($0.slug, $0) })

  /// Whether a project may turn it off, and a comment may say that it is meant: warnings of the language. A policy has
  /// waivers instead.
  package var canBeIgnored: Bool { severity == .warning }

  static let slugsToIgnore = allCases.filter(\.canBeIgnored).map(\.slug)
}
