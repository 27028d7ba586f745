import CGit2

/// A commit on its way from one repository to another in one piece: the commit, all its trees and the files that are
/// wanted, but no history.
///
/// Layout: the line `voicebot commit bundle 1`, then objects, each a letter (`c` commit, `t` tree, `b` file), its
/// length as four bytes, most significant first, and its content as Git stores it. The commit comes first and no object
/// comes twice. Ids are not sent: who unpacks a bundle computes them, so that a bundle that holds something else than
/// its commit names is not complete and is refused.
package enum CommitBundle {
  /// Of a whole bundle.
  package static let largest = 64 << 20
  static let magic = Array("voicebot commit bundle 1\n".utf8)

  /// Packs the commit. What the selection's limits refuse is an error.
  package static func make(
    _ repository: borrowing GitRepository, _ commit: String, _ selection: TreeSelection
  ) throws(GitError) -> [UInt8] {
    var writer = BundleWriter(database: try repository.database(), selection: selection)
    try writer.write(commit)
    return writer.bytes
  }

  /// Puts the bundle's objects into a repository as one pack and returns the commit's id. Nothing is written unless
  /// the bundle is whole: the commit, every tree below it and every file that the selection wants, and nothing else.
  /// No reference is moved.
  package static func unpack(
    _ bytes: [UInt8], into repository: borrowing GitRepository, _ selection: TreeSelection
  ) throws(GitError) -> String {
    let objects = try BundleReader.read(bytes, selection)
    try PackWriter.write(objects.list, bytes, path: repository.path)
    try repository.markBorder(objects.commit)
    // libgit2's own reading of it has the last word.
    return try repository.commit(objects.commit).id
  }

  /// The id of the commit in the bundle, after the same checks, with nothing written.
  package static func inspect(_ bytes: [UInt8], _ selection: TreeSelection) throws(GitError) -> String {
    try BundleReader.read(bytes, selection).commit
  }

  /// The files in the bundle that the selection wants, after the same checks, with nothing written.
  package static func files(_ bytes: [UInt8], _ selection: TreeSelection) throws(GitError) -> [TreeFile] {
    try BundleReader.read(bytes, selection).files
  }

  /// The letter of each type.
  static func letter(_ type: git_object_t) -> UInt8? {
    switch type {
    case GIT_OBJECT_COMMIT: UInt8(ascii: "c")
    case GIT_OBJECT_TREE: UInt8(ascii: "t")
    case GIT_OBJECT_BLOB: UInt8(ascii: "b")
    default: nil
    }
  }

  static func type(_ letter: UInt8) -> git_object_t? {
    switch letter {
    case UInt8(ascii: "c"): GIT_OBJECT_COMMIT
    case UInt8(ascii: "t"): GIT_OBJECT_TREE
    case UInt8(ascii: "b"): GIT_OBJECT_BLOB
    default: nil
    }
  }
}

private struct BundleWriter: ~Copyable {
  private let database: OpaquePointer
  private let selection: TreeSelection
  private var written: Set<[UInt8]> = []
  private var collector: TreeCollector
  var bytes = CommitBundle.magic

  /// Takes the database over.
  init(database: OpaquePointer, selection: TreeSelection) {
    self.database = database
    self.selection = selection
    collector = TreeCollector(limits: selection.limits)
  }

  deinit { git_odb_free(database) }

  mutating func write(_ commit: String) throws(GitError) {
    var id = git_oid()
    guard commit.utf8.count == 40, git_oid_fromstr(&id, commit) == 0 else { throw .noSuchCommit(commit) }
    guard git_odb_exists(database, &id) == 1 else { throw .noSuchCommit(commit) }
    let content = try read(&id, GIT_OBJECT_COMMIT)
    try append(content, GIT_OBJECT_COMMIT)
    guard let tree = RawCommit.tree(content[...]) else { throw .damaged("the commit \(commit) names no tree") }
    try writeTree(tree, prefix: "", depth: 1)
  }

  private mutating func writeTree(_ id: [UInt8], prefix: String, depth: Int) throws(GitError) {
    guard depth <= selection.limits.depth else { throw refused(prefix, .tooDeep(limit: selection.limits.depth)) }
    var oid = RawTree.oid(id)
    let content = try read(&oid, GIT_OBJECT_TREE)
    if written.insert(id).inserted { try append(content, GIT_OBJECT_TREE) }
    guard let entries = RawTree.entries(content[...]) else { throw .damaged("a tree at \(prefix) is not one") }
    for entry in entries {
      let path = prefix + entry.name
      guard collector.visit(path) else { throw refused(path, .tooManyEntries(limit: selection.limits.entries)) }
      if entry.isTree {
        try writeTree(entry.id, prefix: path + "/", depth: depth + 1)
      } else if entry.isFile && selection.isPart(path) {
        try writeFile(entry.id, path)
      }
    }
  }

  private mutating func writeFile(_ id: [UInt8], _ path: String) throws(GitError) {
    var oid = RawTree.oid(id)
    var size = 0
    var type = GIT_OBJECT_INVALID
    try LibGit2.check(git_odb_read_header(&size, &type, database, &oid))
    guard collector.admits(path, bytes: size) else {
      throw .invalidBundle("\(collector.contents.problems.last.map(\.description) ?? path)")
    }
    collector.contents.files.append(TreeFile(path: path, bytes: []))
    guard written.insert(id).inserted else { return }
    try append(try read(&oid, GIT_OBJECT_BLOB), GIT_OBJECT_BLOB)
  }

  private func refused(_ path: String, _ reason: TreeProblem.Reason) -> GitError {
    .invalidBundle("\(TreeProblem(path: path, reason: reason))")
  }

  private func read(_ id: inout git_oid, _ wanted: git_object_t) throws(GitError) -> [UInt8] {
    var size = 0
    var type = GIT_OBJECT_INVALID
    try LibGit2.check(git_odb_read_header(&size, &type, database, &id))
    guard size <= CommitBundle.largest, type == wanted else {
      throw .damaged("\(LibGit2.hexadecimal(id)) is of another type or size than it should")
    }
    var object: OpaquePointer?
    try LibGit2.check(git_odb_read(&object, database, &id))
    defer { git_odb_object_free(object) }
    return [UInt8](UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  private mutating func append(_ content: [UInt8], _ type: git_object_t) throws(GitError) {
    guard let letter = CommitBundle.letter(type), bytes.count + 5 + content.count <= CommitBundle.largest else {
      throw .invalidBundle("it has more than \(CommitBundle.largest) bytes")
    }
    bytes.append(letter)
    withUnsafeBytes(of: UInt32(content.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes += content
  }
}
