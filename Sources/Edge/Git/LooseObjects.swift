import CGit2
import Glibc

/// Reads loose objects in place of libgit2's own reader.
///
/// libgit2 1.5 inflates a truncated loose object for ever, and writes past its buffer where an object holds more than
/// its header says. Here every object is inflated once into a buffer of the announced size, and anything short, long or
/// too large is an error. libgit2 itself compares the content's hash with the id afterwards.
enum LooseObjects {
  /// Of an object's content.
  static let largest = 128 << 20

  /// A store for the directory `objects`, which the object database it is added to frees.
  static func open(_ objects: String) throws(GitError) -> UnsafeMutablePointer<git_odb_backend> {
    let directory = Glibc.open(objects, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .damaged("\(objects): \(FileSystem.errorText(errno))") }
    let size = MemoryLayout<cgit2_loose_backend>.size
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: size, alignment: MemoryLayout<cgit2_loose_backend>.alignment)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    let backend = memory.bindMemory(to: cgit2_loose_backend.self, capacity: 1)
    backend.pointee.directory = directory
    git_odb_init_backend(&backend.pointee.parent, UInt32(GIT_ODB_BACKEND_VERSION))
    backend.pointee.parent.read = { data, size, type, backend, id in
      LooseObjects.read(data, size, type, backend, id)
    }
    backend.pointee.parent.read_header = { size, type, backend, id in
      LooseObjects.readHeader(size, type, backend, id)
    }
    backend.pointee.parent.exists = { backend, id in LooseObjects.exists(backend, id) }
    backend.pointee.parent.exists_prefix = { found, backend, id, digits in
      LooseObjects.find(found, backend, id, digits)
    }
    backend.pointee.parent.free = { backend in LooseObjects.free(backend) }
    return UnsafeMutableRawPointer(backend).assumingMemoryBound(to: git_odb_backend.self)
  }

  private static func directory(_ backend: UnsafeMutablePointer<git_odb_backend>?) -> Int32 {
    guard let backend else { return -1 }
    return UnsafeMutableRawPointer(backend).assumingMemoryBound(to: cgit2_loose_backend.self).pointee.directory
  }

  private static func free(_ backend: UnsafeMutablePointer<git_odb_backend>?) {
    guard let backend else { return }
    close(directory(backend))
    UnsafeMutableRawPointer(backend).deallocate()
  }

  private static func path(_ id: UnsafePointer<git_oid>) -> String {
    let digits = LibGit2.hexadecimal(id.pointee)
    return digits.prefix(2) + "/" + digits.dropFirst(2)
  }

  private static func fail(_ message: String) -> Int32 {
    git_error_set_str(Int32(GIT_ERROR_ODB.rawValue), message)
    return GIT_ERROR.rawValue
  }

  private static func exists(_ backend: UnsafeMutablePointer<git_odb_backend>?, _ id: UnsafePointer<git_oid>?) -> Int32
  {
    guard let id else { return 0 }
    return faccessat(directory(backend), path(id), F_OK, 0) == 0 ? 1 : 0
  }

  /// The file's first `limit` bytes; nil where there is no such file.
  private static func bytes(
    _ backend: UnsafeMutablePointer<git_odb_backend>?, _ path: String, limit: Int
  ) -> [UInt8]? {
    // Without O_NONBLOCK a FIFO of that name would block for ever.
    let file = openat(directory(backend), path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    let wanted = min(limit, Int(status.st_size))
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      while count < wanted, let base = buffer.baseAddress {
        let got = Glibc.read(file, base + count, wanted - count)
        guard got > 0 else { break }
        count += got
      }
    }
  }

  private static func readHeader(
    _ size: UnsafeMutablePointer<Int>?, _ type: UnsafeMutablePointer<git_object_t>?,
    _ backend: UnsafeMutablePointer<git_odb_backend>?, _ id: UnsafePointer<git_oid>?
  ) -> Int32 {
    guard let id, let size, let type else { return GIT_ERROR.rawValue }
    let path = path(id)
    guard let bytes = bytes(backend, path, limit: 1024) else { return GIT_ENOTFOUND.rawValue }
    var inflation = Inflation(bytes)
    guard let header = inflation.header() else { return fail("the loose object \(path) has no header") }
    size.pointee = header.size
    type.pointee = header.type
    return 0
  }

  private static func read(
    _ data: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ size: UnsafeMutablePointer<Int>?,
    _ type: UnsafeMutablePointer<git_object_t>?, _ backend: UnsafeMutablePointer<git_odb_backend>?,
    _ id: UnsafePointer<git_oid>?
  ) -> Int32 {
    guard let data, let id, let size, let type else { return GIT_ERROR.rawValue }
    let path = path(id)
    // Deflate never makes content more than a thousandth larger; more than that is not one object.
    guard let bytes = bytes(backend, path, limit: largest + largest / 512) else { return GIT_ENOTFOUND.rawValue }
    var inflation = Inflation(bytes)
    guard let header = inflation.header() else { return fail("the loose object \(path) has no header") }
    guard header.size <= largest else { return fail("the loose object \(path) has \(header.size) bytes") }
    guard let memory = git_odb_backend_data_alloc(backend, header.size + 1) else { return GIT_ERROR.rawValue }
    guard inflation.body(into: memory, size: header.size) else {
      git_odb_backend_data_free(backend, memory)
      return fail("the loose object \(path) is cut off or holds something else")
    }
    // libgit2 reads commits and tags as C strings.
    memory.storeBytes(of: 0, toByteOffset: header.size, as: UInt8.self)
    data.pointee = memory
    size.pointee = header.size
    type.pointee = header.type
    return 0
  }

  private static func find(
    _ found: UnsafeMutablePointer<git_oid>?, _ backend: UnsafeMutablePointer<git_odb_backend>?,
    _ id: UnsafePointer<git_oid>?, _ digits: Int
  ) -> Int32 {
    guard let id, let found, digits >= 2, digits <= 40 else { return GIT_ENOTFOUND.rawValue }
    let prefix = String(LibGit2.hexadecimal(id.pointee).prefix(digits))
    let folder = openat(directory(backend), String(prefix.prefix(2)), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return GIT_ENOTFOUND.rawValue }
    guard let stream = fdopendir(folder) else {
      close(folder)
      return GIT_ERROR.rawValue
    }
    defer { closedir(stream) }
    var match: String?
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.utf8.count == 38, name.hasPrefix(prefix.dropFirst(2)) else { continue }
      guard match == nil else { return GIT_EAMBIGUOUS.rawValue }
      match = prefix.prefix(2) + name
    }
    guard let match, git_oid_fromstr(found, match) == 0 else { return GIT_ENOTFOUND.rawValue }
    return 0
  }
}
