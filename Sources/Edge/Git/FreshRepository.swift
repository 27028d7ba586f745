import CGit2
import Glibc

/// Makes a repository where there was none, with one commit, by libgit2 alone.
package enum FreshRepository {
  package struct Author: Sendable, Hashable {
    package var name: String
    package var email: String
    package init(name: String, email: String) {
      self.name = name
      self.email = email
    }
  }

  /// The nearest directory at or above that one which holds a `.git`; nil where there is none.
  package static func enclosing(_ directory: String) -> String? {
    guard let resolved = realpath(directory, nil) else { return nil }
    defer { free(resolved) }
    var path = String(cString: resolved)
    while true {
      if access(path + "/.git", F_OK) == 0 { return path }
      guard let slash = path.lastIndex(of: "/"), path.count > 1 else { return nil }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  /// Makes a repository whose branch is `main`, and commits exactly these files, which are in the directory already.
  /// Returns the commit's id. The machine's configuration is not read, and no hook is run.
  package static func make(
    at directory: String, committing files: [String], message: String, author: Author
  ) throws(GitError) -> String {
    _ = LibGit2.started
    let repository = try initialise(directory)
    defer { git_repository_free(repository) }
    let tree = try stage(files, in: repository)
    defer { git_tree_free(tree) }
    var signature: UnsafeMutablePointer<git_signature>?
    try LibGit2.check(git_signature_now(&signature, author.name, author.email))
    defer { git_signature_free(signature) }
    var id = git_oid()
    try LibGit2.check(git_commit_create(&id, repository, "HEAD", signature, signature, nil, message, tree, 0, nil))
    return LibGit2.hexadecimal(id)
  }

  private static func initialise(_ directory: String) throws(GitError) -> OpaquePointer {
    var options = git_repository_init_options()
    try LibGit2.check(git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
    options.flags = GIT_REPOSITORY_INIT_NO_REINIT.rawValue | GIT_REPOSITORY_INIT_MKDIR.rawValue
    var made: OpaquePointer?
    let code = "main".withCString { branch in
      options.initial_head = branch
      return git_repository_init_ext(&made, directory, &options)
    }
    try LibGit2.check(code)
    guard let made else { throw .notARepository(directory) }
    return made
  }

  /// To be freed by the caller.
  private static func stage(_ files: [String], in repository: OpaquePointer) throws(GitError) -> OpaquePointer {
    var index: OpaquePointer?
    try LibGit2.check(git_repository_index(&index, repository))
    defer { git_index_free(index) }
    for file in files { try LibGit2.check(git_index_add_bypath(index, file)) }
    try LibGit2.check(git_index_write(index))
    var id = git_oid()
    try LibGit2.check(git_index_write_tree(&id, index))
    var tree: OpaquePointer?
    try LibGit2.check(git_tree_lookup(&tree, repository, &id))
    guard let tree else { throw .damaged("no tree was written") }
    return tree
  }
}

extension FreshRepository.Author {
  /// Who commits on this machine: by the environment, else by the user's Git configuration, whose name and address are
  /// all that is read of it, else by the name of the account.
  package static func ofUser(environment: [String: String]) -> FreshRepository.Author {
    let home = environment["HOME"]
    let files = [
      home.map { $0 + "/.gitconfig" },
      (environment["XDG_CONFIG_HOME"] ?? home.map { $0 + "/.config" }).map { $0 + "/git/config" },
    ].compactMap { $0 }
    let account = environment["USER"] ?? environment["LOGNAME"] ?? "voicebot"
    return FreshRepository.Author(
      name: environment["GIT_AUTHOR_NAME"] ?? configured("user.name", files) ?? account,
      email: environment["GIT_AUTHOR_EMAIL"] ?? configured("user.email", files) ?? "\(account)@localhost")
  }

  private static func configured(_ name: String, _ files: [String]) -> String? {
    _ = LibGit2.started
    for file in files where access(file, R_OK) == 0 {
      var configuration: OpaquePointer?
      guard git_config_open_ondisk(&configuration, file) == 0 else { continue }
      defer { git_config_free(configuration) }
      var buffer = git_buf()
      guard git_config_get_string_buf(&buffer, configuration, name) == 0 else { continue }
      defer { git_buf_dispose(&buffer) }
      if let text = buffer.ptr.map({ String(cString: $0) }), !text.isEmpty { return text }
    }
    return nil
  }
}
