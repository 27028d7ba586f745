import Glibc

/// What a killed writer leaves in a bare repository: lock files, which would stop everybody after it, and parts of
/// packs.
package enum GitLeftovers {
  /// To be called only while nobody else can be writing there: by a fetch that holds the mirror's lock, or by the one
  /// process that owns the repository, when it starts.
  package static func remove(_ directory: String) {
    for name in ["HEAD.lock", "packed-refs.lock", "config.lock", "FETCH_HEAD.lock", "shallow.lock"] {
      unlink("\(directory)/\(name)")
    }
    removeLocks("\(directory)/refs", depth: 0)
    for name in FileSystem.names("\(directory)/objects/pack") where !isPack(name) {
      unlink("\(directory)/objects/pack/\(name)")
    }
  }

  private static func isPack(_ name: String) -> Bool {
    name.hasPrefix("multi-pack-index")
      || (name.hasPrefix("pack-") && [".pack", ".idx", ".rev", ".keep", ".mtimes"].contains { name.hasSuffix($0) })
  }

  private static func removeLocks(_ directory: String, depth: Int) {
    guard depth < 32 else { return }
    for name in FileSystem.names(directory) {
      let path = "\(directory)/\(name)"
      if FileSystem.isDirectory(path) {
        removeLocks(path, depth: depth + 1)
      } else if name.hasSuffix(".lock") {
        unlink(path)
      }
    }
  }
}
