import Git

extension Reconciler {
  /// Beyond that many commits nobody looks.
  private static let ancestors = 20_000

  /// The quarantined commits that this one is newer than: its ancestors. Where Git cannot tell, since a commit of a
  /// client comes without its history, those that were committed before it.
  func outdated(by commit: GitCommit) async -> Set<String> {
    let quarantined = await keeper.quarantined.filter { $0 != commit.id }
    guard !quarantined.isEmpty else { return [] }
    let sources = [source?.repository, files.repository].compactMap { $0 }.map { GitSource(path: $0) }
    let own = await history(of: commit.id, in: sources)
    var found: Set<String> = []
    for old in quarantined {
      if own.commits.contains(old) {
        found.insert(old)
      } else if !own.isWhole, !(await history(of: old, in: sources)).commits.contains(commit.id),
        let other = await self.commit(old, in: sources), other.time < commit.time
      {
        found.insert(old)
      }
    }
    return found
  }

  private func commit(_ id: String, in sources: [GitSource]) async -> GitCommit? {
    for source in sources { if let commit = try? await source.commit(id) { return commit } }
    return nil
  }

  /// The commit and what leads to it, as far as the repositories have it; not whole where a parent is in none.
  private func history(of commit: String, in sources: [GitSource]) async -> (commits: Set<String>, isWhole: Bool) {
    var known: Set<String> = []
    var missing: Set<String> = [commit]
    var isMoving = true
    while isMoving, !missing.isEmpty {
      isMoving = false
      for source in sources {
        let (seen, wanted) = (known, missing)
        let walk = try? await source.perform { repository throws(GitError) in
          Self.walk(repository, from: wanted, seen: seen)
        }
        guard let walk, walk.found.count > known.count else { continue }
        isMoving = true
        known = walk.found
        missing = walk.missing
      }
    }
    return (known, missing.isEmpty)
  }

  private static func walk(
    _ repository: borrowing GitRepository, from commits: Set<String>, seen: Set<String>
  ) -> (found: Set<String>, missing: Set<String>) {
    var found = seen
    var missing: Set<String> = []
    var waiting = Array(commits)
    while let next = waiting.popLast() {
      guard !found.contains(next) else { continue }
      guard found.count < ancestors, let commit = try? repository.commit(next) else {
        missing.insert(next)
        continue
      }
      found.insert(next)
      waiting += commit.parents
    }
    return (found, missing)
  }
}
