/// One file of a tree. `path` is relative to the root, with `/`, without a leading one.
package struct TreeFile: Sendable, Hashable {
  package var path: String
  package var bytes: [UInt8]
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// The wanted files of a tree in the order of their paths' bytes, and what stands in the way of using it.
///
/// A tree with a problem must not be used: what is missing from `files` was not left out by its author.
package struct TreeContents: Sendable, Hashable {
  package var files: [TreeFile] = []
  package var problems: [TreeProblem] = []
  package init(files: [TreeFile] = [], problems: [TreeProblem] = []) {
    self.files = files
    self.problems = problems
  }
}

/// Why a tree is refused. Reading it again gives the same answer.
package struct TreeProblem: Sendable, Hashable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    case fileTooLarge(bytes: Int, limit: Int)
    case totalTooLarge(limit: Int)
    case tooManyFiles(limit: Int)
    case tooManyEntries(limit: Int)
    case tooDeep(limit: Int)
    case symbolicLink, submodule, notUTF8, notARegularFile
  }
  package var path: String
  package var reason: Reason

  package init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  package var description: String { "\(path): \(explanation)\(fix.map { "; \($0)" } ?? "")" }

  package var explanation: String {
    switch reason {
    case .fileTooLarge(let bytes, let limit): "\(bytes) bytes is more than a file may have (\(limit))"
    case .totalTooLarge(let limit): "all files together have more than \(limit) bytes"
    case .tooManyFiles(let limit): "there are more than \(limit) files"
    case .tooManyEntries(let limit): "the tree has more than \(limit) entries"
    case .tooDeep(let limit): "directories are nested deeper than \(limit)"
    case .symbolicLink: "a symbolic link is not followed"
    case .submodule: "a submodule is not read"
    case .notUTF8: "the name is not UTF-8"
    case .notARegularFile: "not a regular file"
    }
  }

  /// What to do about it.
  package var fix: String? {
    switch reason {
    case .symbolicLink: "commit the file itself"
    case .submodule: "commit the files themselves"
    default: nil
    }
  }
}

/// Bounds on what is read of one tree.
package struct TreeLimits: Sendable, Hashable {
  package var fileBytes = 1 << 20
  package var totalBytes = 64 << 20
  package var files = 20_000
  /// Entries visited, wanted or not.
  package var entries = 500_000
  package var depth = 64
  package init() {}
}

/// Which files of a tree are wanted.
package struct TreeSelection: Sendable {
  /// By path relative to the root.
  package var isPart: @Sendable (String) -> Bool
  /// A file name such that a link or submodule at `D` is in the way where `D/probe` would be part.
  package var probe: String
  package var limits: TreeLimits

  package init(
    limits: TreeLimits = TreeLimits(), probe: String = "probe.yaml", isPart: @escaping @Sendable (String) -> Bool
  ) {
    self.isPart = isPart
    self.probe = probe
    self.limits = limits
  }

  func isInTheWay(_ path: String) -> Bool { isPart(path) || isPart(path + "/" + probe) }
}

/// Collects files up to the limits; `isFull` says that reading on is pointless.
struct TreeCollector {
  var contents = TreeContents()
  private(set) var isFull = false
  private var totalBytes = 0
  private var entries = 0
  let limits: TreeLimits

  init(limits: TreeLimits) { self.limits = limits }

  mutating func refuse(_ path: String, _ reason: TreeProblem.Reason) {
    contents.problems.append(TreeProblem(path: path, reason: reason))
    if contents.problems.count >= 100 { isFull = true }
  }

  /// Counts an entry; false where there were too many.
  mutating func visit(_ path: String) -> Bool {
    entries += 1
    guard entries > limits.entries else { return true }
    refuse(path, .tooManyEntries(limit: limits.entries))
    isFull = true
    return false
  }

  /// Whether a file of that size may be read.
  mutating func admits(_ path: String, bytes: Int) -> Bool {
    guard bytes <= limits.fileBytes else {
      refuse(path, .fileTooLarge(bytes: bytes, limit: limits.fileBytes))
      return false
    }
    guard contents.files.count < limits.files else {
      refuse(path, .tooManyFiles(limit: limits.files))
      isFull = true
      return false
    }
    guard totalBytes + bytes <= limits.totalBytes else {
      refuse(path, .totalTooLarge(limit: limits.totalBytes))
      isFull = true
      return false
    }
    totalBytes += bytes
    return true
  }

  consuming func finish() -> TreeContents {
    contents.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return contents
  }
}
