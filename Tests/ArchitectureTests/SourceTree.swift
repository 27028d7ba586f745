import Foundation

/// One Swift file: its path from the root of the repository and its lines, string literals over several lines and
/// comments blanked, so that what is left is code.
struct SourceFile: CustomStringConvertible {
  let path: String
  let code: [Substring]
  let lineCount: Int

  var description: String { path }

  /// Folder two below `Sources`: the plane, and the target.
  var place: [Substring] { path.split(separator: "/").dropFirst().dropLast().prefix(2).map { $0 } }

  init(path: String, text: String) {
    self.path = path
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    lineCount = lines.count - (lines.last == "" ? 1 : 0)
    var inLiteral = false
    var inComment = false
    code = lines.map { line in
      let quotes = line.ranges(of: "\"\"\"").count
      let wasLiteral = inLiteral
      if quotes % 2 == 1 { inLiteral.toggle() }
      if wasLiteral { return "" }
      let wasComment = inComment
      if line.contains("/*") { inComment = true }
      if line.contains("*/") { inComment = false }
      if wasComment { return "" }
      guard let comment = line.firstRange(of: "//") else { return line }
      return line[..<comment.lowerBound]
    }
  }

  /// Modules the file imports, with the line of each: `import A`, `package import A`, `import struct A.B`.
  var imports: [(line: Int, module: String)] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let"]
    return code.enumerated().flatMap { index, line in
      line.split(separator: ";").compactMap { statement -> (Int, String)? in
        let words = statement.split(whereSeparator: \.isWhitespace)
        guard let keyword = words.firstIndex(of: "import"), words[..<keyword].allSatisfy(isModifier) else { return nil }
        let rest = words[(keyword + 1)...].drop { kinds.contains($0) }
        return rest.first.flatMap { $0.split(separator: ".").first }.map { (index + 1, String($0)) }
      }
    }
  }

  private func isModifier(_ word: Substring) -> Bool {
    word.hasPrefix("@") || ["package", "public", "internal", "private", "fileprivate"].contains(word)
  }
}

/// The repository these tests were built from.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every Swift file of the product, read once.
  private static let sources = Result { try swiftFiles(in: "Sources") }

  /// The Swift files of the product that lie below `path`.
  static func sources(below path: String = "Sources") throws -> [SourceFile] {
    try sources.get().filter { $0.path.hasPrefix("\(path)/") }
  }

  /// Swift files below a folder of the root, by path.
  static func swiftFiles(in folder: String) throws -> [SourceFile] {
    let base = root.appending(path: folder).path(percentEncoded: false)
    return try FileManager.default.subpathsOfDirectory(atPath: base)
      .filter { $0.hasSuffix(".swift") }
      .sorted()
      .map { name in
        SourceFile(path: "\(folder)/\(name)", text: try String(contentsOfFile: "\(base)/\(name)", encoding: .utf8))
      }
  }

  /// Folders directly below a folder of the root.
  static func folders(in folder: String) throws -> [String] {
    let base = root.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(at: base, includingPropertiesForKeys: [.isDirectoryKey])
      .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
      .map(\.lastPathComponent)
      .sorted()
  }
}
