import CGit2

extension GitRepository {
  /// The best common ancestor of two commits, or nil where they have none.
  package func mergeBase(_ first: String, _ second: String) throws(GitError) -> String? {
    if isShallow { return try shallowMergeBase(first, second) }
    var base = git_oid()
    var one = try oid(first)
    var two = try oid(second)
    let code = git_merge_base(&base, pointer, &one, &two)
    if code == 0 { return LibGit2.hexadecimal(base) }
    if code == GIT_ENOTFOUND.rawValue && !LibGit2.isMissingObject() { return nil }
    throw LibGit2.error(code)
  }

  /// libgit2 insists on the parents of every commit it meets, also of those at the border. The first common commit on
  /// the way back from `second`, by the committers' clocks.
  private func shallowMergeBase(_ first: String, _ second: String) throws(GitError) -> String? {
    let limit = 100_000
    let ours = Set(try commits(to: first, limit: limit).map(\.id))
    guard let base = try commits(to: second, limit: limit).first(where: { ours.contains($0.id) }) else {
      throw .shallow(path)
    }
    return base.id
  }

  /// Whether `commit` is `ancestor` or descends from it.
  package func descends(_ commit: String, from ancestor: String) throws(GitError) -> Bool {
    try mergeBase(commit, ancestor) == ancestor
  }

  /// What `tip` has and `base` has not, newest first by the committers' clocks; everything `tip` has where `base` is
  /// nil. Throws `.tooMany` past `limit`. In a shallow clone it ends at the border.
  package func commits(
    from base: String? = nil, to tip: String, limit: Int = 1000
  ) throws(GitError) -> [GitCommit] {
    var walk = CommitWalk(limit: limit)
    if let base { walk.add(try commit(base), isHidden: true) }
    walk.add(try commit(tip), isHidden: false)
    while let next = try walk.next() {
      for parent in next.commit.parents {
        do throws(GitError) {
          walk.add(try commit(parent), isHidden: next.isHidden)
        } catch .noSuchCommit(let id) {
          guard isShallow else { throw .damaged("the commit \(id) is missing") }
        }
      }
    }
    return walk.result
  }

  /// Throws `.noSuchCommit` where it is not a commit's full id.
  private func oid(_ id: String) throws(GitError) -> git_oid {
    let commit = try lookUp(id)
    defer { git_commit_free(commit) }
    guard let oid = git_commit_id(commit) else { throw .noSuchCommit(id) }
    return oid.pointee
  }
}

/// Walks from the newest commit to older ones until only hidden ones are left.
private struct CommitWalk {
  private var queue: [(time: Int64, id: String)] = []
  private var commits: [String: GitCommit] = [:]
  private var hidden: Set<String> = []
  private var waiting: Set<String> = []
  private var order: [String] = []
  private let limit: Int
  /// Commits may be visited that are not part of the answer; this many times the limit.
  private var budget: Int

  init(limit: Int) {
    self.limit = limit
    budget = max(limit, 1000) * 20
  }

  var result: [GitCommit] { order.filter { !hidden.contains($0) }.compactMap { commits[$0] } }

  mutating func add(_ commit: GitCommit, isHidden: Bool) {
    let isNew = commits.updateValue(commit, forKey: commit.id) == nil
    let isNews = isHidden ? hidden.insert(commit.id).inserted : isNew
    guard isNews, waiting.insert(commit.id).inserted else { return }
    let place = queue.partitioningIndex { ($0.time, $0.id) >= (commit.time, commit.id) }
    queue.insert((commit.time, commit.id), at: place)
  }

  /// Whether only hidden commits wait, all older than what was found: by the clocks, none of it is their ancestor.
  private var isOver: Bool {
    guard let newest = queue.last, !queue.contains(where: { !hidden.contains($0.id) }) else { return queue.isEmpty }
    return !order.contains { id in !hidden.contains(id) && (commits[id]?.time ?? 0) <= newest.time }
  }

  /// The next commit whose parents are to be added, or nil at the end.
  mutating func next() throws(GitError) -> (commit: GitCommit, isHidden: Bool)? {
    guard !isOver, let last = queue.popLast(), let commit = commits[last.id] else { return nil }
    waiting.remove(last.id)
    budget -= 1
    let isHidden = hidden.contains(last.id)
    if !isHidden { order.append(last.id) }
    guard budget >= 0, order.count <= limit else { throw .tooMany("commits", limit: limit) }
    return (commit, isHidden)
  }
}

extension Array {
  /// The first index whose element satisfies it, where all after it do too.
  fileprivate func partitioningIndex(_ isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
