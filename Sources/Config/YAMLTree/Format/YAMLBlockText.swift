/// Writes block scalars with another indentation.
enum YAMLBlockText {
  /// Quoted where there is nothing to see in the text: its lines cannot be told from blank ones.
  static func value(_ scalar: YAMLScalar, _ source: [UInt8]) -> YAMLItemValue {
    let lines = YAMLLayout.lines(source[...])
    guard let sample = scalar.text.split(separator: "\n").first(where: { $0.contains { $0 != " " } }),
      let raw = lines.dropFirst().first(where: { $0.contains { $0 != 0x20 } })
    else { return .lines([YAMLScalarText.quoted(scalar.text)]) }
    let indent = raw.prefix { $0 == 0x20 }.count - sample.utf8.prefix { $0 == 0x20 }.count
    var body = lines.dropFirst().map { line in
      String(decoding: line.dropFirst(min(indent, line.prefix { $0 == 0x20 }.count)), as: UTF8.self)
    }
    let header = lines[0]
    let keeps = header.prefix { $0 != 0x20 && $0 != 0x09 && $0 != UInt8(ascii: "#") }.contains(UInt8(ascii: "+"))
    // The range ends at the start of a line, or at the end of the file.
    if body.last == "" { body.removeLast() }
    let hasEnd = scalar.text.utf8.last == 0x0A
    if !keeps || !hasEnd { while body.last == "" { body.removeLast() } }
    let first = body.first { !$0.isEmpty }
    let digit = first?.utf8.first == 0x20 || first?.utf8.first == 0x09 ? "2" : ""
    let style = header[header.startIndex] == UInt8(ascii: "|") ? "|" : ">"
    return .block(style + digit + (!hasEnd ? "-" : keeps ? "+" : ""), body, keepsEnd: keeps && hasEnd)
  }

  /// Lines from the header to the last that is not blank, less one.
  static func lineCount(_ source: ArraySlice<UInt8>) -> Int {
    let lines = YAMLLayout.lines(source)
    let isKept = lines[0].prefix { $0 != UInt8(ascii: "#") }.contains(UInt8(ascii: "+"))
    if isKept { return lines.count - 1 }
    return lines.lastIndex { $0.contains { $0 != 0x20 } } ?? 0
  }
}
