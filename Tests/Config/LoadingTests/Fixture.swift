import Glibc
import JSON
import Loading
import Resources
import Testing

/// A little repository on the disk with what it is found to be, `Fixtures/VBnnnn/` or `Fixtures/VBnnnn-what/`.
///
/// Every file in the folder is one of the repository, bytes and all, but for `expected.txt` and `expected.json`, what
/// must be printed, and `options.json`:
/// ```
/// {
///   "today": "2026-01-15",                          the day that waivers and certificates are held against
///   "environment": "production",                    the environment whose overlay is applied
///   "author": "alice@example.com",                  who made the change
///   "changedPaths": ["bots/acme/x.yaml"],           what the change touches
///   "signature": "missing",                         the commit is not signed
///   "generate": {"bots/acme/x.yaml": 1048577},      files of that many spaces
///   "pad": {"bots/acme/x.yaml": 600000},            files that many spaces longer
///   "repeat": ["bots/acme/x.yaml"]                  files that are given twice
/// }
/// ```
struct Fixture: Sendable, CustomTestStringConvertible {
  var name: String
  var files: [SourceFile] = []
  var options: JSONValue = [:]
  var testDescription: String { name }

  /// The code that must be found.
  var code: String { String(name.prefix(6)) }
  var folder: String { "\(Self.root)/\(name)" }

  static let root = String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.startIndex)) + "/Fixtures"
  static let goldens = ["expected.txt", "expected.json"]

  static let all: [Fixture] = DiskFiles.names(in: root).filter { $0.hasPrefix("VB") }.map { Fixture(name: $0) }

  init(name: String) {
    self.name = name
    for path in DiskFiles.paths(under: folder) where !Self.goldens.contains(path) {
      let bytes = DiskFiles.bytes("\(folder)/\(path)") ?? []
      if path == "options.json" {
        options = (try? JSONParser.parse(bytes)) ?? "not JSON"
      } else {
        files.append(SourceFile(path: path, bytes: bytes))
      }
    }
    for member in options["generate"]?.objectValue?.members ?? [] {
      let bytes = [UInt8](repeating: 0x20, count: Int(member.value.integerValue ?? 0))
      files.append(SourceFile(path: member.name, bytes: bytes))
    }
    for member in options["unreadable"]?.objectValue?.members ?? [] {
      files.append(
        SourceFile(
          path: member.name, obstacle: .unreadable(member.value.stringValue ?? "", fix: "commit the file itself")))
    }
    for member in options["pad"]?.objectValue?.members ?? [] {
      for index in files.indices where files[index].path == member.name {
        files[index].bytes += [UInt8](repeating: 0x20, count: Int(member.value.integerValue ?? 0))
      }
    }
    for path in options["repeat"]?.arrayValue ?? [] { files += files.filter { $0.path == path.stringValue } }
  }

  /// What the loader says. Options that the loader takes are handed to it here, and only here.
  func load(keepsUnsound: Bool = false) -> LoadResult {
    var load = LoadOptions(
      today: options["today"]?.stringValue.flatMap { CivilDate($0) },
      environment: options["environment"]?.stringValue,
      author: options["author"]?.stringValue,
      changedPaths: options["changedPaths"]?.arrayValue?.compactMap(\.stringValue),
      signature: options["signature"]?.stringValue == "missing" ? .missing : nil)
    load.keepsUnsound = keepsUnsound
    return Loader.load(files, revision: "fixture", options: load)
  }

  func golden(_ name: String) -> String? {
    DiskFiles.bytes("\(folder)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Reads what lies beside the tests.
enum DiskFiles {
  /// Names in the directory, sorted; those that start with a dot are left out.
  static func names(in directory: String) -> [String] { entries(of: directory).map(\.name) }

  /// Paths of the files below the directory, relative to it, sorted.
  static func paths(under directory: String) -> [String] {
    entries(of: directory).flatMap { entry in
      entry.isDirectory ? paths(under: "\(directory)/\(entry.name)").map { "\(entry.name)/\($0)" } : [entry.name]
    }
    .sorted()
  }

  private static func entries(of directory: String) -> [(name: String, isDirectory: Bool)] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var found: [(name: String, isDirectory: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { found.append((name, entry.pointee.d_type == UInt8(DT_DIR))) }
    }
    return found.sorted { $0.name < $1.name }
  }

  static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "wb") else { return false }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && written == bytes.count
  }
}
