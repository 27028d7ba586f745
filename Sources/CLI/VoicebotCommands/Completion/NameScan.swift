/// Finds the kinds and names in the text of a file without parsing it, by its lines `kind:` and `name:`. Works on bytes:
/// a shell that completes a name waits for this on every file of a repository.
enum NameScan {
  /// Of each document that has both, in order; `kind:` stands before `name:`, as it does in every file that is formatted.
  static func documents(in text: ArraySlice<UInt8>) -> [(kind: String, name: String)] {
    var found: [(kind: String, name: String)] = []
    var kind: ArraySlice<UInt8>?
    var rest = text
    while !rest.isEmpty {
      let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
      let line = rest[rest.startIndex..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      guard let first = line.first else { continue }
      if first == 0x2D, line.starts(with: "---".utf8) { kind = nil }
      if first == 0x6B, line.starts(with: "kind:".utf8) { kind = scalar(line.dropFirst(5)) }
      guard let known = kind, !known.isEmpty, let name = name(in: line) else { continue }
      found.append((string(known), string(name)))
      kind = nil
    }
    return found
  }

  /// What a line `name: x`, at any depth, or `metadata: {name: x}` says.
  private static func name(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let inner = line.drop { $0 == 0x20 }
    if inner.first == 0x6E, inner.starts(with: "name:".utf8) { return scalar(inner.dropFirst(5)) }
    guard line.first == 0x6D, line.starts(with: "metadata:".utf8) else { return nil }
    var rest = line.dropFirst(9)
    while !rest.isEmpty {
      if rest.first == 0x6E, rest.starts(with: "name:".utf8) { return scalar(rest.dropFirst(5)) }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// A plain or quoted word, without what stands around it.
  private static func scalar(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.drop { $0 == 0x20 || $0 == 0x22 || $0 == 0x27 }.prefix { !" ,}\"'#".utf8.contains($0) }
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
