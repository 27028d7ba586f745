import CGit2

/// A local repository, opened for reading: a working tree, a linked worktree or a bare one. The working tree's files
/// and the index are never looked at.
///
/// Not for use by two threads at once. Calls block on the disk only.
package struct GitRepository: ~Copyable {
  private let pointer: OpaquePointer
  package let path: String

  /// Opens the repository at exactly that directory; parents are not searched.
  package init(path: String) throws(GitError) {
    _ = LibGit2.started
    var opened: OpaquePointer?
    let code = git_repository_open_ext(&opened, path, GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, nil)
    guard code == 0, let opened else {
      switch code {
      case GIT_EOWNER.rawValue: throw .otherOwner(path)
      case GIT_ENOTFOUND.rawValue:
        guard FileSystem.isDirectory(path) else { throw .noSuchDirectory(path) }
        // Without a global configuration to look for `safe.directory` in, libgit2 says this of another's repository too.
        let marker = FileSystem.owner(path + "/.git") ?? FileSystem.owner(path + "/HEAD")
        throw marker != nil && FileSystem.owner(path) != FileSystem.user ? .otherOwner(path) : .notARepository(path)
      default: throw LibGit2.error(code)
      }
    }
    pointer = opened
    self.path = path
  }

  deinit { git_repository_free(pointer) }

  /// Lets repositories of other users be opened, in the whole process.
  package static func trustEveryOwner() {
    _ = LibGit2.started
    _ = cgit2_set_owner_validation(0)
  }

  /// The id of the commit that HEAD, or the branch of that name, is at. A few microseconds: fit for polling.
  package func tip(branch: String? = nil) throws(GitError) -> String {
    LibGit2.hexadecimal(try tipID(branch))
  }

  private func tipID(_ branch: String?) throws(GitError) -> git_oid {
    var id = git_oid()
    let code = git_reference_name_to_id(&id, pointer, branch.map { "refs/heads/" + $0 } ?? "HEAD")
    guard code == 0 else {
      guard code == GIT_ENOTFOUND.rawValue || code == GIT_EINVALIDSPEC.rawValue else { throw LibGit2.error(code) }
      if let branch { throw .noSuchBranch(branch) }
      throw git_repository_head_unborn(pointer) == 1 ? .noCommits(path) : LibGit2.error(code)
    }
    return id
  }

  package func commit(_ id: String) throws(GitError) -> GitCommit {
    let commit = try lookUp(id)
    defer { git_commit_free(commit) }
    let author = git_commit_author(commit)
    return GitCommit(
      id: id, authorName: Self.text(author?.pointee.name), authorEmail: Self.text(author?.pointee.email),
      time: Int64(git_commit_time(commit)), message: Self.text(git_commit_message(commit)))
  }

  /// Reads the selected files as that commit has them.
  package func contents(at id: String, _ selection: TreeSelection) throws(GitError) -> TreeContents {
    let commit = try lookUp(id)
    defer { git_commit_free(commit) }
    var tree: OpaquePointer?
    try LibGit2.check(git_commit_tree(&tree, commit))
    defer { git_tree_free(tree) }
    var odb: OpaquePointer?
    try LibGit2.check(git_repository_odb(&odb, pointer))
    defer { git_odb_free(odb) }
    guard let tree, let odb else { throw .damaged("no tree") }
    var reader = TreeReader(repository: pointer, odb: odb, selection: selection)
    try reader.read(tree, prefix: "", depth: 1)
    return reader.collector.finish()
  }

  private func lookUp(_ id: String) throws(GitError) -> OpaquePointer {
    var oid = git_oid()
    guard git_oid_fromstr(&oid, id) == 0, id.utf8.count == 40 else { throw .noSuchCommit(id) }
    var commit: OpaquePointer?
    let code = git_commit_lookup(&commit, pointer, &oid)
    if code == GIT_ENOTFOUND.rawValue { throw .noSuchCommit(id) }
    try LibGit2.check(code)
    guard let commit else { throw .noSuchCommit(id) }
    return commit
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
