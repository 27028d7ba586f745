import CGit2
import Glibc

extension GitRepository {
  /// Makes a bare repository of the SHA-1 format there, or opens the one there is.
  package init(bareAt path: String) throws(GitError) {
    _ = LibGit2.started
    // The head is what is written last: without it somebody was stopped on the way.
    if access(path + "/HEAD", F_OK) != 0 {
      var options = git_repository_init_options()
      try LibGit2.check(git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
      options.flags = GIT_REPOSITORY_INIT_BARE.rawValue | GIT_REPOSITORY_INIT_MKPATH.rawValue
      options.mode = 0o700
      var made: OpaquePointer?
      try LibGit2.check(git_repository_init_ext(&made, path, &options))
      git_repository_free(made)
    }
    try self.init(path: path)
  }

  /// Points a reference (`refs/…`) at a commit. Whatever stops it, the reference is at the old or at the new commit.
  ///
  /// - Parameter expected: where it is not nil, the reference must be at that commit before; another is `.busy`.
  package func setReference(_ name: String, _ commit: String, expected: String? = nil) throws(GitError) {
    try checkReference(name)
    let object = try lookUp(commit)
    defer { git_commit_free(object) }
    var reference: OpaquePointer?
    defer { git_reference_free(reference) }
    guard let expected else {
      return try LibGit2.check(git_reference_create(&reference, pointer, name, git_commit_id(object), 1, nil))
    }
    var old = git_oid()
    guard git_oid_fromstr(&old, expected) == 0 else { throw .noSuchCommit(expected) }
    let code = git_reference_create_matching(&reference, pointer, name, git_commit_id(object), 1, &old, nil)
    if code == GIT_EMODIFIED.rawValue || code == GIT_ENOTFOUND.rawValue { throw .busy(path) }
    try LibGit2.check(code)
  }

  /// Where the reference is, or nil where there is none of that name.
  package func reference(_ name: String) throws(GitError) -> String? {
    try checkReference(name)
    var id = git_oid()
    let code = git_reference_name_to_id(&id, pointer, name)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try LibGit2.check(code)
    return LibGit2.hexadecimal(id)
  }

  /// Whether it has the commit.
  package func has(_ commit: String) throws(GitError) -> Bool {
    do throws(GitError) { _ = try self.commit(commit) } catch .noSuchCommit { return false }
    return true
  }

  /// Removes it where it is there.
  package func deleteReference(_ name: String) throws(GitError) {
    try checkReference(name)
    let code = git_reference_remove(pointer, name)
    if code != GIT_ENOTFOUND.rawValue { try LibGit2.check(code) }
  }

  /// The full names of the references that begin so, in order.
  package func references(under prefix: String) throws(GitError) -> [String] {
    var iterator: OpaquePointer?
    try LibGit2.check(git_reference_iterator_new(&iterator, pointer))
    defer { git_reference_iterator_free(iterator) }
    var names: [String] = []
    while true {
      var name: UnsafePointer<CChar>?
      let code = git_reference_next_name(&name, iterator)
      if code == GIT_ITEROVER.rawValue { return names.sorted() }
      try LibGit2.check(code)
      guard let text = name.map({ String(cString: $0) }), text.hasPrefix(prefix) else { continue }
      names.append(text)
      guard names.count <= 1_000_000 else { throw .tooMany("references", limit: 1_000_000) }
    }
  }

  private func checkReference(_ name: String) throws(GitError) {
    var isValid: Int32 = 0
    guard name.hasPrefix("refs/"), git_reference_name_is_valid(&isValid, name) == 0, isValid == 1 else {
      throw .invalidRevision(name)
    }
  }
}
