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

  static func check(_ code: Int32) throws(GitError) {
    if code < 0 { throw error(code) }
  }

  static func hexadecimal(_ id: git_oid) -> String {
    var id = id
    var buffer = [CChar](repeating: 0, count: 41)
    git_oid_tostr(&buffer, buffer.count, &id)
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
