/// Which files of a working tree differ from a commit.
enum ChangedFiles {
  /// `reference` as Git names commits; empty for where the branch left the default branch, else `HEAD`.
  static func since(_ reference: String, in repository: Repository) throws -> Set<String> {
    do throws(CommandFailure) {
      return try CommittedTree(repository.root, reference.isEmpty ? nil : reference).changes(to: repository.files)
    } catch {
      throw CommandFailure(
        error.code, error.message,
        fix: "write --changed=REF with a branch or a commit that is here, and paths before it")
    }
  }
}
