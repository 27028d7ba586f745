import CGit2
import Glibc

/// Writes objects into a repository as one pack, flushed to the disk before its name appears.
enum PackWriter {
  /// Those that are there already are left out.
  static func write(_ objects: [BundleReader.Object], _ bytes: [UInt8], path: String) throws(GitError) {
    // A handle of its own: the objects are kept in memory only until the pack is written.
    let repository = try GitRepository(path: path)
    let database = try repository.database()
    defer { git_odb_free(database) }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try LibGit2.check(git_mempack_new(&memory))
    try LibGit2.check(git_odb_add_backend(database, memory, 999))
    var builder: OpaquePointer?
    try LibGit2.check(git_packbuilder_new(&builder, repository.pointer))
    defer { git_packbuilder_free(builder) }
    git_packbuilder_set_threads(builder, 1)
    for object in objects {
      var id = try BundleReader.oid(bytes, object)
      if git_odb_exists(database, &id) == 1 { continue }
      let code = bytes[object.range].withUnsafeBytes {
        git_odb_write(&id, database, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), $0.count, object.type)
      }
      try LibGit2.check(code)
      try LibGit2.check(git_packbuilder_insert(builder, &id, nil))
    }
    guard git_packbuilder_object_count(builder) > 0 else { return }
    try LibGit2.check(git_packbuilder_write(builder, nil, 0, nil, nil))
  }
}

extension GitRepository {
  /// Notes that a commit's parents may be missing, so that history ends there instead of being damaged.
  func markBorder(_ id: String) throws(GitError) {
    for parent in try commit(id).parents where try !exists(parent) {
      guard let common = git_repository_commondir(pointer).map({ String(cString: $0) }) else { return }
      var lines = FileSystem.read(common + "shallow", limit: 64 << 20)?.split(separator: 0x0A) ?? []
      guard !lines.contains(where: { $0.elementsEqual(id.utf8) }) else { return }
      lines.append(Array(id.utf8)[...])
      let text = Array(lines.joined(separator: [0x0A])) + [0x0A]
      guard FileSystem.replace(common + "shallow", text, mode: 0o644) else {
        throw .failed(code: errno, message: "\(common)shallow: \(FileSystem.errorText(errno))")
      }
      return
    }
  }
}
