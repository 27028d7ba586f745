import Git
import Loading
import Resources

extension Reconciler {
  /// The files in which the commit differs from what is live and that belong to others than `tenants`: what has no
  /// effect now, such as an environment that is not in use or a comment, may have one later.
  func foreignPaths(in contents: TreeContents, _ tenants: Set<String>) async throws -> [String] {
    var before: [String: [UInt8]] = [:]
    if let live = await keeper.liveRevision {
      for file in try await recovered(live.commit).1.files { before[file.path] = file.bytes }
    }
    let after = Dictionary(contents.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    return Set(before.keys).union(after.keys).sorted().filter { path in
      guard before[path] != after[path] else { return false }
      if let old = before[path], let new = after[path], let others = EnvironmentShares(old, path: path, of: tenants),
        let same = EnvironmentShares(new, path: path, of: tenants)
      {
        return others != same
      }
      return !Self.belongs(path, to: tenants)
    }
  }

  /// Whether the file is one tenant's own, and not the tenant itself.
  private static func belongs(_ path: String, to tenants: Set<String>) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 2 && parts[0] == "bots" && tenants.contains(String(parts[1])) && parts[2] != "tenant.yaml"
  }
}
