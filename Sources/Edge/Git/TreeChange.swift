import CGit2

/// One path that two commits have differently. A file that was renamed is one removed and one added.
package struct TreeChange: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case added, removed, modified
  }
  package var path: String
  package var kind: Kind
  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

extension GitRepository {
  /// The files in which two commits differ, in the order of their paths; all files where `old` is nil. Links and
  /// submodules count as files. Throws `.tooMany` beyond `limits.files` changes or `limits.entries` entries read.
  package func changes(
    from old: String?, to new: String, limits: TreeLimits = TreeLimits()
  ) throws(GitError) -> [TreeChange] {
    let before: OpaquePointer?
    if let old { before = try tree(of: old) } else { before = nil }
    defer { git_tree_free(before) }
    let after = try tree(of: new)
    defer { git_tree_free(after) }
    var comparison = TreeComparison(repository: pointer, limits: limits)
    try comparison.compare(before, after, prefix: "", depth: 1)
    return comparison.changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

/// Reads only what two trees do not have in common.
private struct TreeComparison {
  let repository: OpaquePointer
  let limits: TreeLimits
  var changes: [TreeChange] = []
  private var entries = 0

  init(repository: OpaquePointer, limits: TreeLimits) {
    self.repository = repository
    self.limits = limits
  }

  private struct Entry {
    var id: git_oid
    var mode: git_filemode_t
    var isTree: Bool { mode == GIT_FILEMODE_TREE }
  }

  mutating func compare(
    _ before: OpaquePointer?, _ after: OpaquePointer?, prefix: String, depth: Int
  ) throws(GitError) {
    let old = try list(before)
    let new = try list(after)
    for (name, entry) in old {
      try compare(entry, new[name], path: prefix + name, depth: depth)
    }
    for (name, entry) in new where old[name] == nil {
      try compare(nil, entry, path: prefix + name, depth: depth)
    }
  }

  private mutating func compare(_ old: Entry?, _ new: Entry?, path: String, depth: Int) throws(GitError) {
    if var a = old, var b = new, a.mode == b.mode, git_oid_equal(&a.id, &b.id) == 1 { return }
    let oldFile = old.flatMap { $0.isTree ? nil : $0 }
    let newFile = new.flatMap { $0.isTree ? nil : $0 }
    if oldFile != nil && newFile != nil {
      try note(path, .modified)
    } else if oldFile != nil {
      try note(path, .removed)
    } else if newFile != nil {
      try note(path, .added)
    }
    let oldTree = old.flatMap { $0.isTree ? $0 : nil }
    let newTree = new.flatMap { $0.isTree ? $0 : nil }
    guard oldTree != nil || newTree != nil else { return }
    guard depth < limits.depth else { throw .tooMany("directories inside each other", limit: limits.depth) }
    let before = try open(oldTree)
    defer { git_tree_free(before) }
    let after = try open(newTree)
    defer { git_tree_free(after) }
    try compare(before, after, prefix: path + "/", depth: depth + 1)
  }

  private mutating func note(_ path: String, _ kind: TreeChange.Kind) throws(GitError) {
    guard changes.count < limits.files else { throw .tooMany("changed files", limit: limits.files) }
    changes.append(TreeChange(path: path, kind: kind))
  }

  private func open(_ entry: Entry?) throws(GitError) -> OpaquePointer? {
    guard var entry else { return nil }
    try LibGit2.checkSize(of: &entry.id, in: repository)
    var tree: OpaquePointer?
    try LibGit2.check(git_tree_lookup(&tree, repository, &entry.id))
    return tree
  }

  private mutating func list(_ tree: OpaquePointer?) throws(GitError) -> [String: Entry] {
    guard let tree else { return [:] }
    var result: [String: Entry] = [:]
    for index in 0..<git_tree_entrycount(tree) {
      entries += 1
      guard entries <= limits.entries else { throw .tooMany("entries in the trees", limit: limits.entries) }
      guard let entry = git_tree_entry_byindex(tree, index), let name = git_tree_entry_name(entry),
        let id = git_tree_entry_id(entry)
      else { continue }
      result[String(cString: name)] = Entry(id: id.pointee, mode: git_tree_entry_filemode(entry))
    }
    return result
  }
}
