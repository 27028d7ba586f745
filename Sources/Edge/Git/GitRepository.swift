import CGit2

/// A local repository, opened for reading: a working tree, a linked worktree or a bare one. The working tree's files
/// and the index are never looked at, and neither the environment nor the machine's configuration changes what is read.
///
/// Not for use by two threads at once. Calls block on the disk only.
package struct GitRepository: ~Copyable {
  let pointer: OpaquePointer
  package let path: String

  /// Opens the repository at exactly that directory; parents are not searched.
  package init(path: String) throws(GitError) {
    _ = LibGit2.started
    var opened: OpaquePointer?
    let code = git_repository_open_ext(&opened, path, GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, nil)
    guard code == 0, let opened else { throw Self.refusal(path, code) }
    do throws(GitError) {
      try ObjectDatabase.install(in: opened, path: path)
    } catch {
      git_repository_free(opened)
      throw error
    }
    pointer = opened
    self.path = path
  }

  deinit { git_repository_free(pointer) }

  private static func refusal(_ path: String, _ code: Int32) -> GitError {
    switch code {
    case GIT_EOWNER.rawValue: return .otherOwner(path)
    case GIT_ENOTFOUND.rawValue:
      guard FileSystem.isDirectory(path) else { return .noSuchDirectory(path) }
      // Without a global configuration to look for `safe.directory` in, libgit2 says this of another's repository too.
      let marker = FileSystem.owner(path + "/.git") ?? FileSystem.owner(path + "/HEAD")
      return marker != nil && FileSystem.owner(path) != FileSystem.user ? .otherOwner(path) : .notARepository(path)
    default:
      let message = LibGit2.message()
      return message.hasPrefix("unsupported") ? .unsupported(path: path, message: message) : LibGit2.error(code)
    }
  }

  /// Lets repositories of other users be opened, in the whole process.
  package static func trustEveryOwner() {
    _ = LibGit2.started
    _ = cgit2_set_owner_validation(0)
  }

  /// Whether history ends at a border that cloning drew.
  package var isShallow: Bool { git_repository_is_shallow(pointer) == 1 }

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
    return Self.value(commit)
  }

  static func value(_ commit: OpaquePointer) -> GitCommit {
    let author = git_commit_author(commit)
    let parents = (0..<git_commit_parentcount(commit)).compactMap { index in
      git_commit_parent_id(commit, index).map { LibGit2.hexadecimal($0.pointee) }
    }
    return GitCommit(
      id: git_commit_id(commit).map { LibGit2.hexadecimal($0.pointee) } ?? "", parents: parents,
      authorName: text(author?.pointee.name), authorEmail: text(author?.pointee.email),
      time: Int64(git_commit_time(commit)), message: text(git_commit_message(commit)))
  }

  /// Reads the selected files as that commit has them.
  package func contents(at id: String, _ selection: TreeSelection) throws(GitError) -> TreeContents {
    let tree = try tree(of: id)
    defer { git_tree_free(tree) }
    let database = try database()
    defer { git_odb_free(database) }
    var reader = TreeReader(repository: pointer, odb: database, selection: selection)
    try reader.read(tree, prefix: "", depth: 1)
    return reader.collector.finish()
  }

  /// To be freed by the caller.
  func database() throws(GitError) -> OpaquePointer {
    var database: OpaquePointer?
    try LibGit2.check(git_repository_odb(&database, pointer))
    guard let database else { throw .damaged("no objects") }
    return database
  }

  /// To be freed by the caller.
  func tree(of id: String) throws(GitError) -> OpaquePointer {
    let commit = try lookUp(id)
    defer { git_commit_free(commit) }
    var tree: OpaquePointer?
    guard let treeID = git_commit_tree_id(commit) else { throw .damaged("\(id) has no tree") }
    try LibGit2.checkSize(of: treeID, in: pointer)
    try LibGit2.check(git_commit_tree(&tree, commit))
    guard let tree else { throw .damaged("\(id) has no tree") }
    return tree
  }

  /// To be freed by the caller.
  func lookUp(_ id: String) throws(GitError) -> OpaquePointer {
    var oid = git_oid()
    guard id.utf8.count == 40, git_oid_fromstr(&oid, id) == 0 else { throw .noSuchCommit(id) }
    try LibGit2.checkSize(of: &oid, in: pointer, orElse: .noSuchCommit(id))
    var commit: OpaquePointer?
    let code = git_commit_lookup(&commit, pointer, &oid)
    if code == GIT_ENOTFOUND.rawValue { throw .noSuchCommit(id) }
    try LibGit2.check(code)
    guard let commit else { throw .noSuchCommit(id) }
    return commit
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
