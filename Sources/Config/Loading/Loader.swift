package import Diagnostics
package import Resources
package import Shapes

/// One file of a repository; `path` is relative to its root, with `/` between its parts.
package struct SourceFile: Sendable, Hashable {
  /// Why there are no bytes of a file that is there.
  package enum Obstacle: Sendable, Hashable {
    case tooLong
    /// Such as `a symbolic link is not followed`, and what to do about it.
    case unreadable(String, fix: String?)
  }
  package var path: String
  package var bytes: [UInt8]
  package var obstacle: Obstacle?
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
  package init(path: String, obstacle: Obstacle) {
    self.init(path: path, bytes: [])
    self.obstacle = obstacle
  }
  package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}

/// What came of a tree of files. `snapshot` is nil if and only if a diagnostic is an error, but for
/// `LoadOptions.keepsUnsound`.
package struct LoadResult: Sendable {
  package var snapshot: Snapshot?
  /// Ordered by file, then place.
  package var diagnostics: [Diagnostic]
  /// What the files declare, sound or not, in the order of the files; of two with one name, the first.
  package var resources: [Resource]
  /// The bytes of all files by path, where a policy wants to know which of them the next change touches.
  package var sources: [String: [UInt8]]
  package init(
    snapshot: Snapshot?, diagnostics: [Diagnostic], resources: [Resource] = [], sources: [String: [UInt8]] = [:]
  ) {
    self.snapshot = snapshot
    self.diagnostics = diagnostics
    self.resources = resources
    self.sources = sources
  }
}

/// Turns the files of a repository into one checked snapshot.
///
/// Invariants: unless `LoadOptions.keepsUnsound`, a snapshot is made only of a tree without errors, so every reference in it resolves; an empty tree is
/// an error; the result does not depend on the order of the files.
package enum Loader {
  /// Whether the file belongs to the language; others need not be read.
  package static func isPart(path: String) -> Bool { RepositoryPath(path) != nil }

  /// Checks the files as one revision. Their order does not matter; files that are not part are ignored.
  package static func load(
    _ files: [SourceFile], revision: String, options: LoadOptions = LoadOptions()
  ) -> LoadResult {
    let loader = IncrementalLoader(options: options, isKept: false)
    var unique: [SourceFile] = []
    unique.reserveCapacity(files.count)
    for file in files.sorted(by: precedes) where isPart(path: file.path) || file.obstacle != nil {
      if unique.last?.path == file.path { loader.repeated.append(file.path) } else { unique.append(file) }
    }
    return loader.update(changed: unique, revision: revision)
  }

  private static func precedes(_ left: SourceFile, _ right: SourceFile) -> Bool {
    left.path != right.path ? left.path < right.path : left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
