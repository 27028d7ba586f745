import Glibc

/// Reads a directory's files as they are on disk now, committed or not, within the same limits as a commit.
///
/// Every step is relative to an open directory and refuses symbolic links, so that nothing outside the directory is
/// read, whoever changes it meanwhile. Directories whose name begins with a dot are left out.
package enum WorkingTree {
  package static func read(
    _ directory: String, _ selection: TreeSelection
  ) throws(WorkingTreeError) -> TreeContents {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WorkingTreeError(path: directory, code: errno) }
    var reader = DirectoryReader(selection: selection)
    try reader.read(descriptor, prefix: "", depth: 1)
    return reader.collector.finish()
  }
}

/// What the operating system said of a path.
package struct WorkingTreeError: Error, Sendable, Hashable, CustomStringConvertible {
  package var path: String
  package var code: Int32
  package var description: String { "\(path): \(FileSystem.errorText(code))" }
}

private struct DirectoryReader {
  private let selection: TreeSelection
  var collector: TreeCollector
  /// One for all files: to clear it for each would take longer than to read them.
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  init(selection: TreeSelection) {
    self.selection = selection
    collector = TreeCollector(limits: selection.limits)
  }

  /// Takes the descriptor over and closes it.
  mutating func read(_ descriptor: Int32, prefix: String, depth: Int) throws(WorkingTreeError) {
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      throw WorkingTreeError(path: prefix, code: errno)
    }
    defer { closedir(stream) }
    while !collector.isFull, let entry = readdir(stream) {
      let raw = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = String(decoding: raw, as: UTF8.self)
      if name == "." || name == ".." { continue }
      let path = prefix + name
      guard collector.visit(path) else { return }
      guard String(validating: raw, as: UTF8.self) != nil else {
        if selection.isPart(path) { collector.refuse(path, .notUTF8) }
        continue
      }
      try read(name, in: descriptor, path: path, depth: depth)
    }
  }

  private mutating func read(
    _ name: String, in directory: Int32, path: String, depth: Int
  ) throws(WorkingTreeError) {
    var status = stat()
    guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return }
      throw WorkingTreeError(path: path, code: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard !name.hasPrefix(".") else { return }
      guard depth < selection.limits.depth else {
        return collector.refuse(path, .tooDeep(limit: selection.limits.depth))
      }
      let child = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard child >= 0 else {
        if errno == ENOENT || errno == EACCES { return }
        throw WorkingTreeError(path: path, code: errno)
      }
      try read(child, prefix: path + "/", depth: depth + 1)
    case S_IFLNK:
      if selection.isInTheWay(path) { collector.refuse(path, .symbolicLink) }
    case S_IFREG:
      if selection.isPart(path) { try readFile(name, in: directory, path: path, size: Int(status.st_size)) }
    default:
      if selection.isPart(path) { collector.refuse(path, .notARegularFile) }
    }
  }

  private mutating func readFile(
    _ name: String, in directory: Int32, path: String, size: Int
  ) throws(WorkingTreeError) {
    guard collector.admits(path, bytes: size) else { return }
    // Without O_NONBLOCK a file replaced by a FIFO at this moment would block for ever.
    let file = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return }
      throw WorkingTreeError(path: path, code: errno)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      guard count >= 0 else { throw WorkingTreeError(path: path, code: errno) }
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= selection.limits.fileBytes else {
        return collector.refuse(path, .fileTooLarge(bytes: bytes.count, limit: selection.limits.fileBytes))
      }
    }
    collector.contents.files.append(TreeFile(path: path, bytes: bytes))
  }
}
