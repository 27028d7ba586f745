import Digest
package import Git
import Glibc
import JSON

/// Keeps the files of each commit in one file of a directory, named by the commit's id.
///
/// Invariant: a file under its name is whole: it is written under another, brought to the disk, and renamed.
package final class RevisionArchive: RevisionFiles {
  private let directory: String

  /// Makes the directory where it is missing.
  package init(directory: String) throws(RevisionFilesError) {
    self.directory = directory
    guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
      throw RevisionFilesError(.failed, "cannot make \(directory): \(Self.reason)")
    }
  }

  package var repository: String? { nil }

  /// The id is the beginning of what the bundle hashes to, so that no client chooses it.
  package func unpack(_ bundle: [UInt8]) async throws(RevisionFilesError) -> String {
    let id = String(SHA256.hexadecimal(bundle).prefix(40))
    guard var (commit, contents) = ArchiveForm.read(bundle) else {
      throw RevisionFilesError(.badBundle, "the bundle is not one, or is damaged")
    }
    commit.id = id
    try write(id, ArchiveForm.bytes(commit, contents.files))
    contents.files = []
    return id
  }

  package func store(
    _ commit: GitCommit, _ contents: TreeContents, from repository: String
  ) async throws(RevisionFilesError) {
    try write(commit.id, ArchiveForm.bytes(commit, contents.files))
  }

  package func commit(_ id: String) async throws(RevisionFilesError) -> GitCommit { try read(id).0 }

  package func contents(of id: String, _ selection: TreeSelection) async throws(RevisionFilesError) -> TreeContents {
    let contents = try read(id).1
    return TreeContents(files: contents.files.filter { selection.isPart($0.path) })
  }

  package func keep(_ commits: Set<String>) async throws(RevisionFilesError) {
    guard let listing = opendir(directory) else { throw RevisionFilesError(.failed, "cannot list \(directory)") }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if Self.isName(name), !commits.contains(name) { unlink("\(directory)/\(name)") }
    }
  }

  private static func isName(_ text: String) -> Bool { text.utf8.count == 40 && Bytes.fromHexadecimal(text) != nil }
  private static var reason: String { String(cString: strerror(errno)) }

  private func write(_ id: String, _ bytes: [UInt8]) throws(RevisionFilesError) {
    guard Self.isName(id) else { throw RevisionFilesError(.failed, "\(id) is no commit's id") }
    let (final, temporary) = ("\(directory)/\(id)", "\(directory)/.\(id).\(getpid())")
    if access(final, F_OK) == 0 { return }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw RevisionFilesError(.failed, "cannot write \(temporary): \(Self.reason)") }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { break }
      written += count
    }
    let isOnDisk = written == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isOnDisk, rename(temporary, final) == 0 else {
      let failure = RevisionFilesError(.failed, "cannot write \(final): \(Self.reason)")
      unlink(temporary)
      throw failure
    }
    let parent = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if parent >= 0 {
      fsync(parent)
      close(parent)
    }
  }

  private func read(_ id: String) throws(RevisionFilesError) -> (GitCommit, TreeContents) {
    guard Self.isName(id), let file = fopen("\(directory)/\(id)", "re") else {
      throw RevisionFilesError(.missing, "commit \(id) is not kept")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    guard let found = ArchiveForm.read(bytes) else {
      throw RevisionFilesError(.failed, "what is kept of commit \(id) is damaged")
    }
    return found
  }
}

/// One line of JSON with the commit and each file's path and size, then the files' bytes.
package enum ArchiveForm {
  private static let magic = "voicebot-archive 1"

  package static func bytes(_ commit: GitCommit, _ files: [TreeFile]) -> [UInt8] {
    let header: JSONValue = [
      "format": .string(magic), "id": .string(commit.id), "author": .string(commit.authorName),
      "email": .string(commit.authorEmail), "time": .integer(commit.time), "message": .string(commit.message),
      "files": .array(files.map { ["path": .string($0.path), "bytes": .integer(Int64($0.bytes.count))] }),
    ]
    var writer = JSONWriter()
    writer.write(header)
    var bytes = writer.bytes
    bytes.append(0x0A)
    for file in files { bytes += file.bytes }
    return bytes
  }

  /// Nil where the bytes are not of this form to the last one.
  package static func read(_ bytes: [UInt8]) -> (GitCommit, TreeContents)? {
    guard let end = bytes.firstIndex(of: 0x0A), let header = try? JSONParser.parse(Array(bytes[..<end])),
      header["format"]?.stringValue == magic, let id = header["id"]?.stringValue,
      let entries = header["files"]?.arrayValue
    else { return nil }
    var start = end + 1
    var contents = TreeContents()
    for entry in entries {
      guard let path = entry["path"]?.stringValue, let size = entry["bytes"]?.integerValue, size >= 0,
        size <= bytes.count - start
      else { return nil }
      contents.files.append(TreeFile(path: path, bytes: Array(bytes[start..<start + Int(size)])))
      start += Int(size)
    }
    guard start == bytes.count else { return nil }
    let commit = GitCommit(
      id: id, authorName: header["author"]?.stringValue ?? "", authorEmail: header["email"]?.stringValue ?? "",
      time: header["time"]?.integerValue ?? 0, message: header["message"]?.stringValue ?? "")
    return (commit, contents)
  }
}
