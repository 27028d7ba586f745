import CGit2

/// Walks a commit's tree and collects the wanted blobs.
struct TreeReader {
  private let repository: OpaquePointer
  private let odb: OpaquePointer
  private let selection: TreeSelection
  var collector: TreeCollector

  init(repository: OpaquePointer, odb: OpaquePointer, selection: TreeSelection) {
    self.repository = repository
    self.odb = odb
    self.selection = selection
    collector = TreeCollector(limits: selection.limits)
  }

  mutating func read(_ tree: OpaquePointer, prefix: String, depth: Int) throws(GitError) {
    for index in 0..<git_tree_entrycount(tree) {
      guard !collector.isFull, let entry = git_tree_entry_byindex(tree, index) else { return }
      guard let raw = git_tree_entry_name(entry) else { continue }
      let path = prefix + String(cString: raw)
      guard collector.visit(path) else { return }
      try read(entry, path: path, isUTF8: String(validatingCString: raw) != nil, depth: depth)
    }
  }

  private mutating func read(
    _ entry: OpaquePointer, path: String, isUTF8: Bool, depth: Int
  ) throws(GitError) {
    switch git_tree_entry_filemode(entry) {
    case GIT_FILEMODE_TREE:
      try readDirectory(entry, path: path, depth: depth)
    case GIT_FILEMODE_LINK:
      if selection.isInTheWay(path) { collector.refuse(path, .symbolicLink) }
    case GIT_FILEMODE_COMMIT:
      if selection.isInTheWay(path) { collector.refuse(path, .submodule) }
    default:
      guard selection.isPart(path) else { return }
      guard isUTF8 else { return collector.refuse(path, .notUTF8) }
      try readBlob(entry, path: path)
    }
  }

  private mutating func readDirectory(_ entry: OpaquePointer, path: String, depth: Int) throws(GitError) {
    guard depth < selection.limits.depth else {
      return collector.refuse(path, .tooDeep(limit: selection.limits.depth))
    }
    guard let id = git_tree_entry_id(entry) else { return }
    try LibGit2.checkSize(of: id, in: repository)
    var child: OpaquePointer?
    try LibGit2.check(git_tree_lookup(&child, repository, id))
    defer { git_tree_free(child) }
    if let child { try read(child, prefix: path + "/", depth: depth + 1) }
  }

  private mutating func readBlob(_ entry: OpaquePointer, path: String) throws(GitError) {
    // The size comes from the object's header, so that a huge blob is refused without being inflated.
    var size = 0
    var type = GIT_OBJECT_INVALID
    try LibGit2.check(git_odb_read_header(&size, &type, odb, git_tree_entry_id(entry)))
    guard collector.admits(path, bytes: size) else { return }
    var blob: OpaquePointer?
    try LibGit2.check(git_blob_lookup(&blob, repository, git_tree_entry_id(entry)))
    defer { git_blob_free(blob) }
    let count = Int(git_blob_rawsize(blob))
    let content = git_blob_rawcontent(blob).map { UnsafeRawBufferPointer(start: $0, count: count) }
    collector.contents.files.append(TreeFile(path: path, bytes: content.map(Array.init) ?? []))
  }
}
