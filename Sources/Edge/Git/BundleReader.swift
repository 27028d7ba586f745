import CGit2

/// Takes a bundle apart and holds it against its own commit. Pure: nothing is written.
enum BundleReader {
  struct Object {
    var type: git_object_t
    var range: Range<Int>
  }
  struct Objects {
    /// The commit's id.
    var commit: String
    var list: [Object]
    var files: [TreeFile]
  }

  static func read(_ bytes: [UInt8], _ selection: TreeSelection) throws(GitError) -> Objects {
    _ = LibGit2.started
    let list = try split(bytes, selection.limits)
    guard let first = list.first, first.type == GIT_OBJECT_COMMIT, let tree = RawCommit.tree(bytes[first.range]) else {
      throw .invalidBundle("it does not begin with a commit")
    }
    var check = Completeness(bytes: bytes, selection: selection)
    for object in list { try check.add(object) }
    try check.walk(tree, prefix: "", depth: 1)
    guard check.used.count == list.count - 1 else {
      throw .invalidBundle("it holds objects that the commit does not name, or does not name as wanted")
    }
    return Objects(commit: try id(bytes, first), list: list, files: check.files)
  }

  private static func split(_ bytes: [UInt8], _ limits: TreeLimits) throws(GitError) -> [Object] {
    guard bytes.count <= CommitBundle.largest else {
      throw .invalidBundle("it has more than \(CommitBundle.largest) bytes")
    }
    guard bytes.starts(with: CommitBundle.magic) else { throw .invalidBundle("it does not begin as one") }
    var list: [Object] = []
    var index = CommitBundle.magic.count
    while index < bytes.count {
      guard bytes.count - index >= 5, let type = CommitBundle.type(bytes[index]) else {
        throw .invalidBundle("byte \(index) does not begin an object")
      }
      let length = bytes[(index + 1)...(index + 4)].reduce(0) { $0 << 8 | Int($1) }
      let start = index + 5
      guard length <= bytes.count - start else { throw .invalidBundle("it is cut off") }
      guard (type == GIT_OBJECT_COMMIT) == list.isEmpty else { throw .invalidBundle("it holds more than one commit") }
      if type == GIT_OBJECT_BLOB, length > limits.fileBytes {
        throw .invalidBundle("a file has \(length) bytes, more than \(limits.fileBytes)")
      }
      list.append(Object(type: type, range: start..<(start + length)))
      guard list.count <= limits.entries else { throw .invalidBundle("it holds more than \(limits.entries) objects") }
      index = start + length
    }
    return list
  }

  fileprivate static func id(_ bytes: [UInt8], _ object: Object) throws(GitError) -> String {
    LibGit2.hexadecimal(try oid(bytes, object))
  }

  static func oid(_ bytes: [UInt8], _ object: Object) throws(GitError) -> git_oid {
    var id = git_oid()
    let code = bytes[object.range].withUnsafeBytes { git_odb_hash(&id, $0.baseAddress, $0.count, object.type) }
    try LibGit2.check(code)
    return id
  }
}

private struct Completeness {
  let bytes: [UInt8]
  let selection: TreeSelection
  private var objects: [[UInt8]: BundleReader.Object] = [:]
  private var trees: [[UInt8]: [RawTree.Entry]] = [:]
  private(set) var used: Set<[UInt8]> = []
  private var collector: TreeCollector

  init(bytes: [UInt8], selection: TreeSelection) {
    self.bytes = bytes
    self.selection = selection
    collector = TreeCollector(limits: selection.limits)
  }

  mutating func add(_ object: BundleReader.Object) throws(GitError) {
    guard objects.updateValue(object, forKey: RawTree.bytes(try BundleReader.oid(bytes, object))) == nil else {
      throw .invalidBundle("it holds an object twice")
    }
  }

  var files: [TreeFile] { collector.contents.files }

  mutating func walk(_ id: [UInt8], prefix: String, depth: Int) throws(GitError) {
    guard depth <= selection.limits.depth else { throw refused(prefix, .tooDeep(limit: selection.limits.depth)) }
    for entry in try entries(id, prefix) {
      let path = prefix + entry.name
      guard collector.visit(path) else { throw refused(path, .tooManyEntries(limit: selection.limits.entries)) }
      if entry.isTree {
        try walk(entry.id, prefix: path + "/", depth: depth + 1)
      } else if entry.isFile && selection.isPart(path) {
        guard let blob = objects[entry.id], blob.type == GIT_OBJECT_BLOB else {
          throw .invalidBundle("the file \(path) is missing")
        }
        guard collector.admits(path, bytes: blob.range.count) else {
          throw .invalidBundle("\(collector.contents.problems.last.map(\.description) ?? path)")
        }
        collector.contents.files.append(TreeFile(path: path, bytes: Array(bytes[blob.range])))
        used.insert(entry.id)
      }
    }
  }

  private mutating func entries(_ id: [UInt8], _ prefix: String) throws(GitError) -> [RawTree.Entry] {
    if let entries = trees[id] { return entries }
    guard let tree = objects[id], tree.type == GIT_OBJECT_TREE else {
      throw .invalidBundle("the directory \(prefix.isEmpty ? "/" : prefix) is missing")
    }
    guard let entries = RawTree.entries(bytes[tree.range]) else {
      throw .invalidBundle("the directory \(prefix.isEmpty ? "/" : prefix) is not a tree")
    }
    used.insert(id)
    trees[id] = entries
    return entries
  }

  private func refused(_ path: String, _ reason: TreeProblem.Reason) -> GitError {
    .invalidBundle("\(TreeProblem(path: path, reason: reason))")
  }
}
