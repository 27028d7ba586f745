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
///
/// Invariants: a snapshot is made only of a tree without errors, so every reference in it resolves; an empty tree is
/// an error; the result does not depend on the order of the files.
package enum Loader {
  /// Whether the file belongs to the language; others need not be read.
  package static func isPart(path: String) -> Bool { RepositoryPath(path) != nil }

  /// Checks the files as one revision. Their order does not matter; files that are not part are ignored.
  package static func load(_ files: [SourceFile], revision: String) -> LoadResult {
    var repository = RepositoryRules()
    var texts: [String: [UInt8]] = [:]
    for file in files.sorted(by: precedes) {
      guard let home = RepositoryPath(file.path) else { continue }
      if case .environment = home { continue }
      if texts.updateValue(file.bytes, forKey: file.path) != nil {
        repository.repeated(file.path)
        continue
      }
      var loader = DocumentLoader(path: file.path, home: home)
      loader.load(file.bytes)
      repository.add(loader.report, loader.declarations)
    }
    repository.run()
    let diagnostics = Excerpts.attach(to: repository.diagnostics.sorted(by: precedes), texts: texts)
    let isSound = !diagnostics.contains { $0.severity == .error }
    return LoadResult(snapshot: isSound ? repository.snapshot(revision: revision) : nil, diagnostics: diagnostics)
  }

  private static func precedes(_ left: SourceFile, _ right: SourceFile) -> Bool {
    left.path != right.path ? left.path < right.path : left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.place.file != right.place.file { return left.place.file < right.place.file }
    let places = (left.place, right.place)
    if places.0.line != places.1.line { return places.0.line < places.1.line }
    if places.0.column != places.1.column { return places.0.column < places.1.column }
    return (left.code.rawValue, left.message) < (right.code.rawValue, right.message)
  }
}
