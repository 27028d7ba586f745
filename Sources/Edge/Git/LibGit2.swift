import CGit2

/// The library as this process uses it: started once, with no configuration but a repository's own.
enum LibGit2 {
  /// Touching it starts the library. The machine's and the user's Git configuration are not read: what a runtime does
  /// must not depend on them, and `safe.directory` could be widened there.
  static let started: Void = {
    git_libgit2_init()
    for level in [GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL]
    {
      _ = cgit2_set_search_path(level.rawValue, "")
    }
    _ = cgit2_set_cache_limit(16 << 20)
    _ = cgit2_set_flush(1)
  }()

  /// What the calling thread's last failure was.
  static func message() -> String {
    guard let error = git_error_last(), let text = error.pointee.message else { return "unknown" }
    return String(cString: text)
  }

  static func error(_ code: Int32) -> GitError {
    let damaged = [GIT_ENOTFOUND.rawValue, GIT_EINVALID.rawValue, GIT_EINVALIDSPEC.rawValue, GIT_EMISMATCH.rawValue]
    if damaged.contains(code) { return .damaged(message()) }
    let classes = [GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_ZLIB, GIT_ERROR_TREE, GIT_ERROR_REFERENCE, GIT_ERROR_SHA]
    if let error = git_error_last(), classes.contains(where: { Int32($0.rawValue) == error.pointee.klass }) {
      return .damaged(message())
    }
    return .failed(code: code, message: message())
  }

  /// Whether the last failure is that of an object that is not there.
  static func isMissingObject() -> Bool {
    git_error_last().map { Int32(GIT_ERROR_ODB.rawValue) == $0.pointee.klass } ?? false
  }

  static func check(_ code: Int32) throws(GitError) {
    if code < 0 { throw error(code) }
  }

  /// Refuses a tree or commit before it is inflated, where its header announces more than one may have.
  static func checkSize(
    of id: UnsafePointer<git_oid>, in repository: OpaquePointer, orElse missing: GitError? = nil
  ) throws(GitError) {
    var database: OpaquePointer?
    try check(git_repository_odb(&database, repository))
    defer { git_odb_free(database) }
    var size = 0
    var type = GIT_OBJECT_INVALID
    let code = git_odb_read_header(&size, &type, database, id)
    if code == GIT_ENOTFOUND.rawValue, let missing { throw missing }
    try check(code)
    guard size <= ObjectDatabase.largestTree || type == GIT_OBJECT_BLOB else {
      throw .damaged("\(hexadecimal(id.pointee)) has \(size) bytes")
    }
  }

  static func hexadecimal(_ id: git_oid) -> String {
    var id = id
    var buffer = [CChar](repeating: 0, count: 41)
    git_oid_tostr(&buffer, buffer.count, &id)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
