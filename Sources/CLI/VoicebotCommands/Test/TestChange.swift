import Git
import Glibc
import Loading
import Resources

/// What differs between a commit and the working tree.
struct TestChange {
  /// Nil where the commit's configuration was not valid.
  var old: Snapshot?
  var files: Set<String> = []
  /// What the user should know of the comparison.
  var note: String?

  /// `reference` is `HEAD`, a branch or a commit's whole id.
  init(since reference: String, _ sources: Repository) throws {
    let before: [SourceFile]
    do {
      let repository = try GitRepository(path: sources.root)
      let isID = reference.utf8.count == 40 && reference.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
      let id = isID ? reference : try repository.tip(branch: reference == "HEAD" ? nil : reference)
      let tree = try repository.contents(at: id, TreeSelection(isPart: { Loader.isPart(path: $0) }))
      before = tree.files.map { SourceFile(path: $0.path, bytes: $0.bytes) }
    } catch {
      throw CommandFailure(.notFound, "cannot compare with `\(reference)`: \(error)")
    }
    let old = Dictionary(before.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(sources.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    files = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    guard !files.isEmpty else {
      self.old = sources.result.snapshot
      return
    }
    self.old = Loader.load(before, revision: reference, options: LoadOptions(today: Today.date)).snapshot
    if self.old == nil { note = "the configuration of `\(reference)` is not valid: every test is run" }
  }
}

extension Repository {
  /// The path as the repository names it; empty for its root.
  func relative(_ path: String) -> String {
    var plain = path
    if let resolved = realpath(path, nil) {
      plain = String(cString: resolved)
      free(resolved)
      if plain == root { return "" }
      if plain.hasPrefix(root + "/") { return String(plain.dropFirst(root.count + 1)) }
    }
    plain = path
    while plain.hasPrefix("./") { plain.removeFirst(2) }
    while plain.hasSuffix("/") { plain.removeLast() }
    return plain == "." ? "" : plain
  }
}
