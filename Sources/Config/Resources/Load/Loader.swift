/// One file of a repository; `path` is relative to its root, with `/` between its parts.
package struct SourceFile: Sendable, Hashable {
  package var path: String
  package var bytes: [UInt8]
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
  package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// What came of a tree of files. `snapshot` is nil if and only if a diagnostic is an error.
package struct LoadResult: Sendable {
  package var snapshot: Snapshot?
  /// Ordered by file, then place.
  package var diagnostics: [Diagnostic]
  package init(snapshot: Snapshot?, diagnostics: [Diagnostic]) {
    self.snapshot = snapshot
    self.diagnostics = diagnostics
  }
}

/// Turns the files of a repository into one checked snapshot.
package enum Loader {
  /// Whether the file belongs to the language; others need not be read.
  package static func isPart(path: String) -> Bool { false }

  /// Checks the files as one revision. Their order does not matter; files that are not part are ignored.
  package static func load(_ files: [SourceFile], revision: String) -> LoadResult {
    LoadResult(snapshot: nil, diagnostics: [])
  }
}
