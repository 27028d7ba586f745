import CGit2

/// Looks through what a fetch from a directory of this machine would read, before libgit2 does.
///
/// libgit2's own reader inflates a loose object that is cut off for ever (see `LooseObjects`), and its exchange with a
/// directory uses no other: without this, such a fetch ends at its deadline, and nobody is told why.
struct LocalRemote: ~Copyable {
  private let remote: GitRepository
  private let mirror: GitRepository
  private let database: OpaquePointer
  private let known: OpaquePointer
  private var seen: Set<String> = []
  private var left: Int

  /// Throws `.damaged` where an object cannot be read that the mirror lacks. What is no directory, or cannot be opened,
  /// is left to libgit2's own verdict.
  static func check(_ request: FetchRequest) throws(GitError) {
    guard let path = path(of: request.remote.url), let remote = try? GitRepository(path: path) else { return }
    let mirror = try GitRepository(path: request.directory)
    var check = LocalRemote(
      database: try remote.database(), known: try mirror.database(), remote: remote, mirror: mirror,
      objects: request.limits.objects)
    try check.run(branch: request.remote.branch)
  }

  /// The directory; nil for other URLs, and for those with escapes, which are rare.
  private static func path(of url: String) -> String? {
    let path = url.lowercased().hasPrefix("file:///") ? String(url.dropFirst("file://".count)) : url
    return path.hasPrefix("/") && !path.contains("%") ? path : nil
  }

  private init(
    database: OpaquePointer, known: OpaquePointer, remote: consuming GitRepository, mirror: consuming GitRepository,
    objects: Int
  ) {
    self.database = database
    self.known = known
    self.remote = remote
    self.mirror = mirror
    left = objects
  }

  deinit {
    git_odb_free(database)
    git_odb_free(known)
  }

  private mutating func run(branch: String?) throws(GitError) {
    // Of every tag it is asked what it is of.
    for name in try remote.references(under: "refs/tags/") {
      if let id = try remote.reference(name) { try read(id) }
    }
    guard let tip = try? remote.tip(branch: branch) else { return }
    var waiting = [tip]
    while let id = waiting.popLast() {
      guard isNew(id) else { continue }
      let commit: GitCommit
      do throws(GitError) { commit = try remote.commit(id) } catch .noSuchCommit {
        guard remote.isShallow else { throw .damaged("the commit \(id) is missing") }
        continue
      }
      waiting += commit.parents
      let tree = try remote.tree(of: id)
      defer { git_tree_free(tree) }
      try walk(tree, depth: 0)
    }
  }

  private mutating func walk(_ tree: OpaquePointer, depth: Int) throws(GitError) {
    guard depth < 256 else { return }
    for index in 0..<git_tree_entrycount(tree) {
      guard let entry = git_tree_entry_byindex(tree, index), let id = git_tree_entry_id(entry) else { continue }
      let kind = git_tree_entry_filemode(entry)
      guard kind != GIT_FILEMODE_COMMIT, isNew(LibGit2.hexadecimal(id.pointee)) else { continue }
      guard kind == GIT_FILEMODE_TREE else {
        try read(LibGit2.hexadecimal(id.pointee))
        continue
      }
      var child: OpaquePointer?
      try LibGit2.checkSize(of: id, in: remote.pointer)
      try LibGit2.check(git_tree_lookup(&child, remote.pointer, id))
      guard let child else { continue }
      defer { git_tree_free(child) }
      try walk(child, depth: depth + 1)
    }
  }

  /// Whether it is met for the first time and the mirror lacks it; nothing is, once as much was met as is fetched.
  private mutating func isNew(_ id: String) -> Bool {
    var oid = git_oid()
    guard left > 0, git_oid_fromstr(&oid, id) == 0, seen.insert(id).inserted else { return false }
    left -= 1
    return git_odb_exists_ext(known, &oid, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 0
  }

  private func read(_ id: String) throws(GitError) {
    var oid = git_oid()
    guard git_oid_fromstr(&oid, id) == 0 else { return }
    var object: OpaquePointer?
    let code = git_odb_read(&object, database, &oid)
    defer { git_odb_object_free(object) }
    guard code != 0 else { return }
    throw .damaged("the object \(id) of the remote: \(LibGit2.message())")
  }
}
