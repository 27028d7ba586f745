import Files
import Glibc

/// Files and folders that a command writes; see `AtomicFile` for what holds of them.
enum OutputFile {
  static func write(_ text: String, to path: String, access: AtomicFile.Access = .kept) throws(CommandFailure) {
    try write(Array(text.utf8), to: path, access: access)
  }

  /// - Parameter expected: what the file held when it was read; one that was changed meanwhile is left as it is.
  static func write(
    _ bytes: [UInt8], to path: String, access: AtomicFile.Access = .kept, replacing expected: [UInt8]? = nil
  ) throws(CommandFailure) {
    do throws(FileError) {
      try AtomicFile.write(bytes, to: path, access: access, replacing: expected)
    } catch {
      throw failure(error)
    }
  }

  /// Makes the folder with those above it.
  static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(CommandFailure) {
    var built = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      built += built.isEmpty || built.hasSuffix("/") ? String(part) : "/\(part)"
      guard mkdir(built, mode) == 0 || errno == EEXIST else {
        throw CommandFailure(.failed, "cannot make the folder \(built): \(reason(errno))")
      }
    }
  }

  static func failure(_ error: FileError) -> CommandFailure {
    let path = error.path
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return switch error.reason {
    case .changed:
      CommandFailure(.conflict, "\(path) was changed meanwhile, and is left as it is", fix: "run the command again")
    case .notAFile:
      CommandFailure(.failed, "cannot write \(path): it is a folder or a link", fix: "name a plain file")
    case .leadsNowhere:
      CommandFailure(.failed, "cannot write \(path): it is a link to nothing", fix: "rm \(path)")
    case .folder(ENOENT):
      CommandFailure(.failed, "cannot write \(path): there is no folder \(folder)", fix: "mkdir -p \(folder)")
    case .folder(let number):
      CommandFailure(
        .failed, "cannot write \(path): the folder \(folder) takes no new file: \(reason(number))",
        fix: "a file is replaced whole, for which its folder has to be writable")
    case .system(let number): CommandFailure(.failed, "cannot write \(path): \(reason(number))")
    }
  }

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
