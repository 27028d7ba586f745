import CGit2

/// Gives a repository an object database of this package's making: packs by libgit2, loose objects by `LooseObjects`,
/// nothing borrowed from elsewhere.
enum ObjectDatabase {
  /// Of a tree or commit. A tree of 20,000 entries has less than 2 MiB.
  static let largestTree = 16 << 20
  private static let packedPriority: Int32 = 2
  private static let loosePriority: Int32 = 3

  static func install(in repository: OpaquePointer, path: String) throws(GitError) {
    guard let common = git_repository_commondir(repository).map({ String(cString: $0) }) else {
      throw .notARepository(path)
    }
    let objects = common + "objects"
    guard FileSystem.isDirectory(objects) else { throw .damaged("\(objects) is missing") }
    if FileSystem.size(objects + "/info/alternates") ?? 0 > 0 { throw .alternates(path) }
    var database: OpaquePointer?
    try LibGit2.check(git_odb_new(&database))
    defer { git_odb_free(database) }
    var packs: UnsafeMutablePointer<git_odb_backend>?
    try LibGit2.check(git_odb_backend_pack(&packs, objects))
    try LibGit2.check(git_odb_add_backend(database, packs, packedPriority))
    let loose = try LooseObjects.open(objects)
    try LibGit2.check(git_odb_add_backend(database, loose, loosePriority))
    try LibGit2.check(git_repository_set_odb(repository, database))
  }
}
