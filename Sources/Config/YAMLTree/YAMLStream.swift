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
    case duplicateKey(String, first: YAMLRange)
    case anchor
    case alias
    case tag(String)
    /// A key that is a sequence or a mapping.
    case structuredKey
  }
  package var reason: Reason
  package var range: YAMLRange
  package init(reason: Reason, range: YAMLRange) {
    self.reason = reason
    self.range = range
  }
}
