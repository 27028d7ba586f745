/// A comment with its `#`, up to the end of its line.
package struct YAMLComment: Sendable, Hashable {
  package var text: String
  package var range: YAMLRange
  package init(text: String, range: YAMLRange) {
    self.text = text
    self.range = range
  }
}

/// The documents of one file, and its comments in the order they stand in it.
package struct YAMLStream: Sendable, Hashable {
  package var documents: [YAMLNode]
  package var comments: [YAMLComment]
  package init(documents: [YAMLNode] = [], comments: [YAMLComment] = []) {
    self.documents = documents
    self.comments = comments
  }
}

/// The text that, written over the range, resolves a problem or a warning.
package struct YAMLFix: Sendable, Hashable {
  package var range: YAMLRange
  package var replacement: String
  package init(range: YAMLRange, replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

/// Why a file is refused, and where.
package struct YAMLProblem: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    case tooLong
    case notUTF8
    /// A control character, a byte order mark inside the file, or one of the line separators that YAML 1.2 and its
    /// predecessor read differently.
    case character(UInt32)
    case directive
    case tab
    /// What the parser says.
    case syntax(String)
    case tooDeep
    case tooManyCollections
    case duplicateKey(String, first: YAMLRange)
    case anchor
    case alias
    case tag(String)
    /// A key that is a sequence or a mapping.
    case structuredKey
    /// A key introduced with `?`.
    case explicitKey
    /// `<<` without quotes: a merge to YAML 1.1, a name to YAML 1.2.
    case mergeKey
    /// `#` right after a bracket, a comma or a quote.
    case gluedComment
    /// Lines of a merge that was not finished.
    case conflict
    /// `name:value` where a field must stand.
    case noSpace(String)
  }
  package var reason: Reason
  package var range: YAMLRange
  package var fix: YAMLFix?
  /// What to write instead, where that can be told.
  package var advice: String?
  /// Where the quoted text begins whose end may be missing.
  package var quote: YAMLRange?
  package init(
    reason: Reason, range: YAMLRange, fix: YAMLFix? = nil, advice: String? = nil, quote: YAMLRange? = nil
  ) {
    self.reason = reason
    self.range = range
    self.fix = fix
    self.advice = advice
    self.quote = quote
  }
}
