import Glibc
import Loading
import Resources

/// A repository in a string: files start with a line `=== path`.
enum Repository {
  static let project = """
    === voicebot.yaml
    apiVersion: voicebot/v1
    kind: Project
    metadata: {name: test}

    """
  static let tenant = """
    === bots/acme/tenant.yaml
    apiVersion: voicebot/v1
    kind: Tenant
    metadata: {name: acme}

    """

  static func files(_ text: String) -> [SourceFile] {
    var files: [SourceFile] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        files.append(SourceFile(path: String(line.dropFirst(4)), bytes: []))
      } else if !files.isEmpty {
        files[files.count - 1].bytes += Array(line.utf8) + [0x0A]
      }
    }
    return files
  }

  /// Takes the marks `1️⃣` … `9️⃣` out of the text; returns, by file and mark, the places they stood at.
  static func marked(_ text: String) -> (
    files: [SourceFile], marks: [Character: (file: String, line: Int, column: Int)]
  ) {
    var marks: [Character: (file: String, line: Int, column: Int)] = [:]
    var files = files(text)
    for index in files.indices {
      var plain = ""
      var line = 1
      var column = 1
      for character in String(decoding: files[index].bytes, as: UTF8.self) {
        if character.unicodeScalars.count == 3, character.unicodeScalars.last == "\u{20E3}" {
          marks[character] = (files[index].path, line, column)
          continue
        }
        plain.append(character)
        if character == "\n" {
          line += 1
          column = 1
        } else {
          column += character.unicodeScalars.count
        }
      }
      files[index].bytes = Array(plain.utf8)
    }
    return (files, marks)
  }

  static func load(_ text: String) -> LoadResult { Loader.load(files(text), revision: "test") }

  /// The folder of this project.
  static var root: String {
    var root = #filePath
    for _ in 0..<4 { root = String(root[..<(root.lastIndex(of: "/") ?? root.startIndex)]) }
    return root
  }

  /// Whether generated files are to be written instead of compared.
  static var updatesGoldens: Bool { getenv("VOICEBOT_UPDATE_GOLDEN").map { String(cString: $0) } == "1" }

  /// Writes a generated file of this project.
  static func write(_ text: String, to path: String) {
    guard let file = fopen(root + "/" + path, "wb") else { return }
    fputs(text, file)
    fclose(file)
  }

  /// The files of this project's own repository, read from the disk.
  static func shipped() -> [SourceFile] {
    var files: [SourceFile] = []
    for folder in ["", "bots/", "scenarios/", "schemas/", "docs/reference/"] {
      read(root + "/", folder, recursive: !folder.isEmpty, into: &files)
    }
    return files
  }

  private static func read(_ root: String, _ folder: String, recursive: Bool, into files: inout [SourceFile]) {
    guard let directory = opendir(root + folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let path = folder + name
      if entry.pointee.d_type == UInt8(DT_DIR) {
        if recursive { read(root, path + "/", recursive: true, into: &files) }
      } else if [".yaml", ".json", ".md"].contains(where: { name.hasSuffix($0) }), let bytes = contents(root + path) {
        files.append(SourceFile(path: path, bytes: bytes))
      }
    }
  }

  private static func contents(_ path: String) -> [UInt8]? {
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
}
