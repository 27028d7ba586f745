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

  /// Whether a comment may say that it is meant: warnings of the language, and the one error that is a guess. A policy
  /// has waivers instead. Warnings alone may be turned off by the project as well.
  package var canBeIgnored: Bool { severity == .warning || self == .randomText }

  static let slugsToIgnore = allCases.filter(\.canBeIgnored).map(\.slug)
}
