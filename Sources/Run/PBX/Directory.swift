import Glibc

/// Directories the runtime keeps its files in.
package enum Directory {
  /// Makes the directory and those above it; true where it is there afterwards.
  package static func make(_ path: String) -> Bool {
    var built = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      built += "/" + part
      if mkdir(built, 0o750) != 0, errno != EEXIST { return false }
    }
    return true
  }
}
