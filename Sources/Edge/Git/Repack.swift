import CGit2
import Glibc

/// Copies what the references of a bare repository name into a fresh one: the commits, whole and without their history,
/// as one pack. What nothing names stays behind.
///
/// Only for repositories of this package's own making, whose commits came by `CommitBundle`: of their files those may be
/// missing that no selection wanted. The repository that is copied is only read.
package struct Repack: Sendable {
  /// More are not copied: the repository stays as it is.
  package static let largest = 1_000_000

  package struct Outcome: Sendable, Hashable {
    package var commits = 0
    package var objects = 0
    /// Of the files under `objects`, before and after.
    package var bytesBefore = 0
    package var bytesAfter = 0
  }

  /// Commits by the names of their references.
  let references: [(name: String, commit: String)]
  private let path: String
  private let fresh: String

  /// Notes what is to be copied from the one directory to the other, which is emptied first.
  init(_ path: String, to fresh: String) throws(GitError) {
    self.path = path
    self.fresh = fresh
    references = try Self.references(of: path)
    FileSystem.removeTree(fresh)
  }

  static func references(of path: String) throws(GitError) -> [(name: String, commit: String)] {
    let repository = try GitRepository(path: path)
    var found: [(name: String, commit: String)] = []
    for name in try repository.references(under: "refs/") {
      if let commit = try repository.reference(name) { found.append((name, commit)) }
    }
    return found
  }

  /// Makes the fresh repository, flushed to the disk. `.cancelled` soon after `isWanted` has become false.
  func copy(isWanted: @escaping () -> Bool) throws(GitError) -> Outcome {
    let source = try GitRepository(path: path)
    var builder: OpaquePointer?
    try LibGit2.check(git_packbuilder_new(&builder, source.pointer))
    defer { git_packbuilder_free(builder) }
    git_packbuilder_set_threads(builder, 1)
    let wish = Wish(isWanted)
    let payload = Unmanaged.passUnretained(wish).toOpaque()
    try LibGit2.check(
      git_packbuilder_set_callbacks(builder, { _, _, _, payload in Wish.verdict(payload) }, payload))
    var walk = RepackWalk(builder: builder, repository: source.pointer, database: try source.database(), wish: wish)
    for reference in references { try walk.insert(reference.commit) }
    var outcome = Outcome(commits: walk.commits.count, objects: walk.count)
    _ = try GitRepository(bareAt: fresh)
    if walk.count > 0 {
      let code = git_packbuilder_write(
        builder, fresh + "/objects/pack", 0, { _, payload in Wish.verdict(payload) }, payload)
      withExtendedLifetime(wish) {}
      guard isWanted() else { throw .cancelled }
      try LibGit2.check(code)
    }
    try writeReferences(borders: walk.borders)
    try verify()
    guard FileSystem.flushTree(fresh) else { throw .failed(code: errno, message: FileSystem.errorText(errno)) }
    outcome.bytesBefore = Self.bytes(path)
    outcome.bytesAfter = Self.bytes(fresh)
    return outcome
  }

  /// Puts the fresh repository in the place of the other, which is removed. `.busy` where that has changed since.
  func exchange() throws(GitError) {
    guard try Self.references(of: path).elementsEqual(references, by: { $0 == $1 }) else { throw .busy(path) }
    guard cgit2_exchange(fresh, path) == 0 else {
      throw .failed(code: errno, message: "cannot exchange \(path) and \(fresh): \(FileSystem.errorText(errno))")
    }
    if let slash = path.lastIndex(of: "/") { _ = FileSystem.flush(String(path[...slash])) }
    FileSystem.removeTree(fresh)
  }

  /// All references in one file, as `git pack-refs` has them, and the commits at which history ends.
  private func writeReferences(borders: [String]) throws(GitError) {
    let lines = references.sorted { $0.name < $1.name }.map { "\($0.commit) \($0.name)\n" }.joined()
    try write("packed-refs", "# pack-refs with: peeled fully-peeled sorted \n" + lines)
    if !borders.isEmpty { try write("shallow", borders.map { $0 + "\n" }.joined()) }
  }

  private func write(_ name: String, _ text: String) throws(GitError) {
    guard FileSystem.replace("\(fresh)/\(name)", Array(text.utf8), mode: 0o600) else {
      throw .failed(code: errno, message: "\(fresh)/\(name): \(FileSystem.errorText(errno))")
    }
  }

  /// Whether the copy says the same as what it was made of.
  private func verify() throws(GitError) {
    guard try Self.references(of: fresh).elementsEqual(references, by: { $0 == $1 }) else {
      throw .damaged("the copy of \(path) has other references")
    }
    let copy = try GitRepository(path: fresh)
    for reference in references { _ = try copy.commit(reference.commit) }
  }

  private static func bytes(_ path: String) -> Int {
    let objects = path + "/objects"
    return FileSystem.names(objects).reduce(0) { sum, folder in
      FileSystem.names("\(objects)/\(folder)").reduce(sum) { $0 + (FileSystem.size("\(objects)/\(folder)/\($1)") ?? 0) }
    }
  }
}

/// Whether the work is still wanted, for the callbacks of libgit2.
final class Wish {
  let isWanted: () -> Bool
  init(_ isWanted: @escaping () -> Bool) { self.isWanted = isWanted }

  static func verdict(_ payload: UnsafeMutableRawPointer?) -> Int32 {
    guard let payload else { return 0 }
    return Unmanaged<Wish>.fromOpaque(payload).takeUnretainedValue().isWanted() ? 0 : GIT_EUSER.rawValue
  }
}

/// Goes through commits and their trees, each object once.
private struct RepackWalk: ~Copyable {
  private let builder: OpaquePointer?
  private let repository: OpaquePointer
  private let database: OpaquePointer
  private let wish: Wish
  private var seen: Set<ObjectID> = []
  private(set) var count = 0
  /// With their parents.
  private(set) var commits: [String: [String]] = [:]

  private struct ObjectID: Hashable {
    private var words: (UInt64, UInt64, UInt32) = (0, 0, 0)
    init(_ id: git_oid) {
      withUnsafeBytes(of: id) { bytes in
        words.0 = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        words.1 = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        words.2 = bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
      }
    }
    static func == (left: Self, right: Self) -> Bool { left.words == right.words }
    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
  }

  /// Takes the database over.
  init(builder: OpaquePointer?, repository: OpaquePointer, database: OpaquePointer, wish: Wish) {
    self.builder = builder
    self.repository = repository
    self.database = database
    self.wish = wish
  }

  deinit { git_odb_free(database) }

  /// Commits of which a parent is not copied.
  var borders: [String] {
    commits.filter { $0.value.contains { commits[$0] == nil } }.map(\.key).sorted()
  }

  mutating func insert(_ commit: String) throws(GitError) {
    guard wish.isWanted() else { throw .cancelled }
    guard commits[commit] == nil else { return }
    var id = git_oid()
    guard git_oid_fromstr(&id, commit) == 0 else { throw .noSuchCommit(commit) }
    try LibGit2.checkSize(of: &id, in: repository, orElse: .noSuchCommit(commit))
    var found: OpaquePointer?
    try LibGit2.check(git_commit_lookup(&found, repository, &id))
    defer { git_commit_free(found) }
    commits[commit] = (0..<git_commit_parentcount(found)).compactMap { index in
      git_commit_parent_id(found, index).map { LibGit2.hexadecimal($0.pointee) }
    }
    try add(id, nil)
    guard let tree = git_commit_tree_id(found) else { throw .damaged("\(commit) has no tree") }
    try insert(tree: tree.pointee, depth: 1)
  }

  private mutating func insert(tree id: git_oid, depth: Int) throws(GitError) {
    guard depth <= TreeLimits().depth + 1 else { throw .damaged("trees too deep") }
    guard seen.insert(ObjectID(id)).inserted else { return }
    var id = id
    try LibGit2.checkSize(of: &id, in: repository)
    var tree: OpaquePointer?
    try LibGit2.check(git_tree_lookup(&tree, repository, &id))
    defer { git_tree_free(tree) }
    try write(id, nil)
    for index in 0..<git_tree_entrycount(tree) {
      guard let entry = git_tree_entry_byindex(tree, index), var child = git_tree_entry_id(entry)?.pointee else {
        continue
      }
      switch git_tree_entry_filemode(entry) {
      case GIT_FILEMODE_TREE: try insert(tree: child, depth: depth + 1)
      case GIT_FILEMODE_COMMIT: break
      default:
        guard seen.insert(ObjectID(child)).inserted,
          git_odb_exists_ext(database, &child, GIT_ODB_LOOKUP_NO_REFRESH.rawValue) == 1
        else { continue }
        try write(child, git_tree_entry_name(entry))
      }
    }
  }

  private mutating func add(_ id: git_oid, _ name: UnsafePointer<CChar>?) throws(GitError) {
    guard seen.insert(ObjectID(id)).inserted else { return }
    try write(id, name)
  }

  private mutating func write(_ id: git_oid, _ name: UnsafePointer<CChar>?) throws(GitError) {
    count += 1
    guard count <= Repack.largest else { throw .tooMany("objects", limit: Repack.largest) }
    if count % 256 == 0, !wish.isWanted() { throw .cancelled }
    var id = id
    try LibGit2.check(git_packbuilder_insert(builder, &id, name))
  }
}
