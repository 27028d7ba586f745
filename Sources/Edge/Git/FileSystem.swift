import Glibc

enum FileSystem {
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func owner(_ path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }

  static var user: UInt32 { geteuid() }

  static func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }
}
