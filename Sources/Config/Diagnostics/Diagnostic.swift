/// One finding about a repository: what, where, and where possible what to write instead.
package struct Diagnostic: Sendable, Hashable, Error {
  package enum Severity: String, Sendable, Hashable, CaseIterable { case error, warning }

  /// From line and column up to, not including, end line and end column; all count from 1, columns in Unicode scalars.
  package struct Place: Sendable, Hashable {
    package var file: String
    package var line: Int
    package var column: Int
    package var endLine: Int
    package var endColumn: Int
    package init(file: String, line: Int = 1, column: Int = 1, endLine: Int? = nil, endColumn: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
      self.endLine = endLine ?? line
      self.endColumn = endColumn ?? column
    }
  }

  /// The text that, written over the place, resolves the finding.
  package struct Fix: Sendable, Hashable {
    var place: Place
    package var replacement: String
    /// Whether `validate --fix` may write it unasked: there is no second reading of what was meant.
    ///
    /// There is a second reading, so the fix is only proposed, where
    /// - the word and its replacement differ in a digit: `gpt5` and `gpt4`, `G729` and `G722` are two things, not one
    ///   misspelt;
    /// - several references in a file agree with one another: then it may be the definition that is misspelt;
    /// - a line of a text looks like an item or a field of its own, so that joining it would make it text for good.
    package var isSafe: Bool
    init(place: Place, replacement: String, isSafe: Bool = false) {
      self.place = place
      self.replacement = replacement
      self.isSafe = isSafe
    }
  }

  /// Another place that belongs to the finding, such as the first of two duplicates.
  package struct Related: Sendable, Hashable {
    package var place: Place
    package var message: String
    /// The line of the file at the place, without its end; nil where there is none to show.
    package var excerpt: String?
    package init(place: Place, message: String, excerpt: String? = nil) {
      self.place = place
      self.message = message
      self.excerpt = excerpt
    }
  }

  package var code: DiagnosticCode
  package var message: String
  package var place: Place
  /// The line of the file at the place, without its end; nil where there is none.
  package var excerpt: String?
  /// Said beside the caret, such as "did you mean `language`?".
  package var suggestion: String?
  package var fix: Fix?
  package var related: [Related] = []

  /// That of its code, unless the project says otherwise.
  package var severity: Severity
  /// Whether it is against a policy of the project rather than against the language.
  package var isPolicy: Bool { code.rawValue.hasPrefix("VB05") }

  package init(
    code: DiagnosticCode, message: String, place: Place, excerpt: String? = nil, suggestion: String? = nil,
    fix: Fix? = nil, related: [Related] = []
  ) {
    self.code = code
    severity = code.severity
    self.message = message
    self.place = place
    self.excerpt = excerpt
    self.suggestion = suggestion
    self.fix = fix
    self.related = related
  }
}
