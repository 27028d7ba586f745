/// Gives diagnostics the lines they are about, and takes out of them what looks like a secret.
///
/// Invariant: the value of a secret, written where it does not belong, is in no part of a diagnostic.
enum Excerpts {
  /// Lines longer than this are not shown.
  static let longest = 400

  static func attach(to diagnostics: [Diagnostic], texts: [String: [UInt8]]) -> [Diagnostic] {
    var lines: (file: String, lines: [ArraySlice<UInt8>]) = ("", [])
    return diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      guard let bytes = texts[diagnostic.place.file] else { return diagnostic.withoutSecrets(on: nil) }
      if lines.file != diagnostic.place.file { lines = (diagnostic.place.file, split(bytes)) }
      let index = diagnostic.place.line - 1
      guard lines.lines.indices.contains(index), lines.lines[index].count <= longest else {
        return diagnostic.withoutSecrets(on: nil)
      }
      let line = String(decoding: lines.lines[index], as: UTF8.self)
      if diagnostic.code.showsExcerpt { diagnostic.excerpt = line }
      return diagnostic.withoutSecrets(on: line)
    }
  }

  /// Lines end with LF, CR LF or CR.
  static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    var lines: [ArraySlice<UInt8>] = []
    var start = content.startIndex
    var index = start
    while index < content.endIndex {
      if content[index] == 0x0A || content[index] == 0x0D {
        lines.append(content[start..<index])
        if content[index] == 0x0D, index + 1 < content.endIndex, content[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    lines.append(content[start..<content.endIndex])
    return lines
  }
}
