import Glibc

/// The name of a followed repository and branch, by which a runtime knows after a restart that it follows the same.
///
/// `PATH` or `URL`, then `#BRANCH` where one was named.
enum RepositoryOrigin {
  static func name(path: String, branch: String?) -> String { "\(path)\(branch.map { "#\($0)" } ?? "")" }

  /// The directory's real path, that of the working tree where `.git` was named. What is not there now is named by the
  /// real path of what is above it.
  static func canonical(_ path: String) -> String {
    let path = trimmed(path)
    if let resolved = realpath(path.isEmpty ? "." : path, nil) {
      defer { free(resolved) }
      let real = String(cString: resolved)
      return real.hasSuffix("/.git") ? String(real.dropLast(5)) : real
    }
    guard path != "/", path != "." else { return path }
    let slash = path.lastIndex(of: "/")
    let above = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let real = canonical(above)
    return real == "/" ? "/\(name)" : "\(real)/\(name)"
  }

  /// The same of a name that may have been written with another spelling of the directory.
  static func canonical(origin: String) -> String {
    let (repository, branch) = parts(origin)
    return name(path: canonical(repository), branch: branch.map(String.init))
  }

  /// Without slashes at the end.
  static func trimmed(_ text: String) -> String {
    var text = text
    while text.count > 1, text.hasSuffix("/") { text.removeLast() }
    return text
  }

  /// Whether both name the same. One without a branch follows the repository's default, which may be any of its
  /// branches: it counts as the same, since to lose a rollback is worse than to keep one.
  static func isSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (parts(one), parts(other))
    guard one.repository == other.repository else { return false }
    return one.branch == other.branch || one.branch == nil || other.branch == nil
  }

  private static func parts(_ origin: String) -> (repository: String, branch: Substring?) {
    let mark = origin.lastIndex(of: "#")
    let repository = String(origin[..<(mark ?? origin.endIndex)])
    return (
      repository.contains("://") ? trimmed(repository) : repository, mark.map { origin[origin.index(after: $0)...] }
    )
  }
}
