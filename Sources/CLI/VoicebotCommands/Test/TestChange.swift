import Loading
import Resources

/// What differs between a commit and the working tree.
struct TestChange {
  /// Nil where the commit's configuration was not valid.
  var old: Snapshot?
  var files: Set<String> = []
  /// What the user should know of the comparison.
  var note: String?

  /// `reference` is as Git names commits; empty for where the branch left the default branch.
  init(since reference: String, _ sources: Repository) throws {
    let tree = try CommittedTree(sources.root, reference.isEmpty ? nil : reference)
    files = tree.changes(to: sources.files)
    guard !files.isEmpty else {
      old = sources.result.snapshot
      return
    }
    old = Loader.load(tree.files, revision: tree.id, options: LoadOptions(today: Today.date)).snapshot
    if old == nil {
      note =
        "the configuration of `\(reference.isEmpty ? String(tree.id.prefix(8)) : reference)` is not valid: every test is run"
    }
  }
}
