import Loading
import Resources

/// What of a working tree differs from a commit.
struct ChangedFiles {
  let paths: Set<String>
  /// What was in force in the commit.
  let base: ChangeBase

  /// `reference` as Git names commits; empty for where the branch left the default branch, else `HEAD`.
  static func since(_ reference: String, in repository: Repository) throws -> ChangedFiles {
    let tree: CommittedTree
    do throws(CommandFailure) {
      tree = try CommittedTree(repository.root, reference.isEmpty ? nil : reference)
    } catch {
      throw CommandFailure(
        error.code, error.message,
        fix: "write --changed=REF with a branch or a commit that is here, and paths before it")
    }
    let paths = tree.changes(to: repository.files)
    return ChangedFiles(
      paths: paths, base: ChangeBase(name: "commit \(tree.id.prefix(8))", tree.files, kindsOf: paths))
  }
}
