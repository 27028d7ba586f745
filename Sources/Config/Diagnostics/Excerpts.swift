import Secrets

/// Gives diagnostics the lines they are about, and takes out of them what looks like a secret.
///
/// Invariant: the value of a secret, written where it does not belong, is in no part of a diagnostic.
package struct Excerpts {
  /// Lines longer than this are not shown.
  static let longest = 400

  private var split: [String: [ArraySlice<UInt8>]] = [:]

  package init() {}

  /// Splits each file once, however often it is asked about.
  ///
  /// - Parameter text: the bytes of a file; nil where there is none of that path.
  package mutating func attach(to diagnostics: [Diagnostic], text: (String) -> [UInt8]?) -> [Diagnostic] {
    diagnostics.map { attach(to: $0, text: text) }
  }

  private mutating func line(at place: Diagnostic.Place, _ text: (String) -> [UInt8]?) -> String? {
    if split[place.file] == nil { split[place.file] = text(place.file).map(Self.split) }
    guard let lines = split[place.file], lines.indices.contains(place.line - 1),
      lines[place.line - 1].count <= Self.longest
    else { return nil }
    return String(decoding: lines[place.line - 1], as: UTF8.self)
  }

  private mutating func attach(to diagnostic: Diagnostic, text: (String) -> [UInt8]?) -> Diagnostic {
    var diagnostic = diagnostic
    for index in diagnostic.related.indices {
      guard let line = line(at: diagnostic.related[index].place, text) else { continue }
      // A secret, and all after it, is left out.
      let start = SecretText.start(in: line)
      diagnostic.related[index].excerpt = start.map { String(line.unicodeScalars.prefix($0)) + "…" } ?? line
    }
    guard let line = line(at: diagnostic.place, text) else { return diagnostic.withoutSecrets(on: nil) }
    if diagnostic.code.showsExcerpt { diagnostic.excerpt = line }
    return diagnostic.withoutSecrets(on: line)
  }

  /// Lines end with LF, CR LF or CR.
  package static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
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
