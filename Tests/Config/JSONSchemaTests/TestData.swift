import Glibc

/// Files from outside of the repository.
enum TestData {
  /// The folder below `VOICEBOT_TESTDATA`; nil where it is not there.
  static func folder(_ name: String) -> String? {
    guard let root = getenv("VOICEBOT_TESTDATA") else { return nil }
    let path = String(cString: root) + "/" + name
    return access(path, R_OK) == 0 ? path : nil
  }

  static func name(of file: String) -> String { String(file.split(separator: "/").last ?? "") }

  /// The `.json` files of a folder in their order.
  static func files(in folder: String, isDeep: Bool = false) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [(String, Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append((name, entry.pointee.d_type == UInt8(DT_DIR))) }
    }
    var files: [String] = []
    for (name, isFolder) in names.sorted(by: { $0.0 < $1.0 }) {
      if isFolder {
        if isDeep { files += self.files(in: "\(folder)/\(name)", isDeep: true) }
      } else if name.hasSuffix(".json") {
        files.append("\(folder)/\(name)")
      }
    }
    return files
  }

  static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    return read(file)
  }

  static func read(_ file: UnsafeMutablePointer<FILE>) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// Runs a script in python, bounded in time.
enum Python {
  /// What it printed; nil where it failed.
  static func run(_ script: String, arguments: [String] = []) -> [UInt8]? {
    let words = ["timeout", "120", "python3", "-c", script] + arguments
    let command = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    guard let pipe = popen(command + " 2>/dev/null", "r") else { return nil }
    let output = TestData.read(pipe)
    return pclose(pipe) == 0 ? output : nil
  }
}
