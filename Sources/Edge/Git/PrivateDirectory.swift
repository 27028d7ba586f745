import Glibc

/// A directory that only this user may enter, gone with its owner.
final class PrivateDirectory: Sendable {
  let path: String

  /// Nil with `errno` set where none can be made.
  init?() {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/voicebot-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { return nil }
    path = String(cString: made)
  }

  deinit { FileSystem.removeTree(path) }

  func write(_ name: String, _ bytes: some Sequence<UInt8>) -> Bool {
    FileSystem.replace("\(path)/\(name)", Array(bytes), mode: 0o600)
  }

  func makeDirectory(_ name: String) -> Bool { mkdir("\(path)/\(name)", 0o700) == 0 }
}
