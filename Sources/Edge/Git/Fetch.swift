import CGit2
import Glibc

/// One fetch into a mirror, in the child process: everything is received and looked through before the one step that
/// shows, which is the branch's new place.
struct Fetch {
  private let request: FetchRequest
  private let state: RemoteState

  init(_ request: FetchRequest, onProgress: @escaping (FetchProgress) -> Void) {
    self.request = request
    state = RemoteState(request.remote, limits: request.limits, onProgress: onProgress)
  }

  func run() throws(GitError) -> FetchResult {
    prepareLibrary()
    try request.remote.check()
    let mirror = try GitRepository(bareAt: request.directory)
    let lock = open("\(request.directory)/voicebot.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .busy(request.directory) }
    GitLeftovers.remove(request.directory)
    try LocalRemote.check(request)
    var remote: OpaquePointer?
    let flags = UInt32(GIT_REMOTE_CREATE_SKIP_INSTEADOF.rawValue)
    var options = git_remote_create_options()
    try LibGit2.check(git_remote_create_options_init(&options, UInt32(GIT_REMOTE_CREATE_OPTIONS_VERSION)))
    options.repository = mirror.pointer
    options.flags = flags
    let code = git_remote_create_with_opts(&remote, request.remote.url, &options)
    guard code == 0, let remote else { throw .invalidURL(url: request.remote.url, message: LibGit2.message()) }
    defer { git_remote_free(remote) }
    let branch = try connect(remote)
    let incoming = "refs/voicebot/incoming"
    let tip = try receive(remote, branch, incoming, mirror)
    defer { try? mirror.deleteReference(incoming) }
    try Connectivity.check(tip, mirror)
    let name = "refs/heads/" + branch
    let movement = try movement(from: try mirror.reference(name), to: tip, mirror)
    try mirror.setReference(name, tip)
    return FetchResult(branch: branch, movement: movement, receivedBytes: state.receivedBytes)
  }

  private func prepareLibrary() {
    _ = LibGit2.started
    let home = getenv("HOME").map { String(cString: $0) } ?? "/nonexistent"
    // Where libgit2 looks for `.ssh/known_hosts`; there is no other file.
    _ = cgit2_set_search_path(GIT_CONFIG_LEVEL_GLOBAL.rawValue, home)
    _ = cgit2_set_pack_limit(request.limits.objects)
    _ = cgit2_set_authorities(
      request.remote.authorities == nil ? "/etc/ssl/certs/ca-certificates.crt" : home + "/authorities.pem")
  }

  private func check(_ code: Int32) throws(GitError) {
    if code < 0 { throw state.error(code) }
  }

  /// Connects and returns the branch that is meant.
  private func connect(_ remote: OpaquePointer) throws(GitError) -> String {
    var options = git_remote_connect_options()
    try LibGit2.check(git_remote_connect_options_init(&options, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION)))
    // To another host libgit2 follows none in any case; within one it does not heed this.
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
    state.install(in: &options.callbacks)
    try check(git_remote_connect_ext(remote, GIT_DIRECTION_FETCH, &options))
    var heads: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
    var count = 0
    try check(git_remote_ls(&heads, &count, remote))
    let list = UnsafeBufferPointer(start: heads, count: count).compactMap { $0 }
    let names = list.map { String(cString: $0.pointee.name) }
    guard names.contains(where: { $0.hasPrefix("refs/heads/") }) else { throw .emptyRemote(url: request.remote.url) }
    if let branch = request.remote.branch {
      guard names.contains("refs/heads/" + branch) else { throw .noSuchBranch(branch) }
      return branch
    }
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard git_remote_default_branch(&buffer, remote) == 0, let text = buffer.ptr else { throw .noSuchBranch("HEAD") }
    let name = String(cString: text)
    guard name.hasPrefix("refs/heads/"), names.contains(name) else { throw .noSuchBranch(name) }
    return String(name.dropFirst("refs/heads/".count))
  }

  private func receive(
    _ remote: OpaquePointer, _ branch: String, _ incoming: String, _ mirror: borrowing GitRepository
  ) throws(GitError) -> String {
    var options = git_fetch_options()
    try LibGit2.check(git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION)))
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
    options.update_fetchhead = 0
    options.prune = GIT_FETCH_NO_PRUNE
    state.install(in: &options.callbacks)
    let specification = "+refs/heads/\(branch):\(incoming)"
    let code = specification.withCString { text -> Int32 in
      var pointer: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: text)
      return withUnsafeMutablePointer(to: &pointer) { strings in
        var array = git_strarray(strings: strings, count: 1)
        return git_remote_fetch(remote, &array, &options, nil)
      }
    }
    try check(code)
    guard let tip = try mirror.reference(incoming) else { throw .noSuchBranch(branch) }
    return tip
  }

  private func movement(
    from old: String?, to new: String, _ mirror: borrowing GitRepository
  ) throws(GitError) -> FetchResult.Movement {
    guard let old else { return .created(new: new) }
    if old == new { return .unchanged(new) }
    return try mirror.descends(new, from: old) ? .advanced(old: old, new: new) : .rewritten(old: old, new: new)
  }
}

/// Whether everything that a commit's tree names has arrived. libgit2 checks each object, but not this.
private enum Connectivity {
  static func check(_ commit: String, _ repository: borrowing GitRepository) throws(GitError) {
    let database = try repository.database()
    defer { git_odb_free(database) }
    let root = try repository.tree(of: commit)
    defer { git_tree_free(root) }
    var seen: Set<String> = []
    var entries = 0
    var waiting = [git_tree_id(root)?.pointee].compactMap { $0 }
    while var id = waiting.popLast() {
      guard seen.insert(LibGit2.hexadecimal(id)).inserted else { continue }
      try LibGit2.checkSize(of: &id, in: repository.pointer)
      var tree: OpaquePointer?
      try LibGit2.check(git_tree_lookup(&tree, repository.pointer, &id))
      defer { git_tree_free(tree) }
      for index in 0..<git_tree_entrycount(tree) {
        entries += 1
        guard entries <= TreeLimits().entries else {
          throw .tooMany("entries in the tree", limit: TreeLimits().entries)
        }
        guard let entry = git_tree_entry_byindex(tree, index), let child = git_tree_entry_id(entry) else { continue }
        switch git_tree_entry_filemode(entry) {
        case GIT_FILEMODE_TREE: waiting.append(child.pointee)
        case GIT_FILEMODE_COMMIT: break
        default:
          guard git_odb_exists(database, child) == 1 else {
            throw .damaged("the remote did not send \(LibGit2.hexadecimal(child.pointee))")
          }
        }
      }
    }
  }
}
