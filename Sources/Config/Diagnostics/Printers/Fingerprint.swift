/// Names for findings that stay the same while other lines of the file come and go.
///
/// A finding is known by its code, its file, its message and its line without the white space around it; those that
/// agree in all four are numbered in their order. FNV-1a, 128 bits: a name, not a proof.
enum Fingerprint {
  static func all(_ diagnostics: [Diagnostic]) -> [String] {
    var counts: [String: Int] = [:]
    return diagnostics.map { diagnostic in
      let excerpt = diagnostic.excerpt.map(trimmed) ?? ""
      let identity = [diagnostic.code.rawValue, diagnostic.place.file, diagnostic.message, excerpt]
        .joined(separator: "\u{0}")
      let number = counts[identity, default: 0]
      counts[identity] = number + 1
      return hash(identity + "\u{0}\(number)")
    }
  }

  private static func trimmed(_ line: String) -> String {
    let scalars = line.unicodeScalars.drop { $0 == " " || $0 == "\t" }
    let end = scalars.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { String(scalars[...$0]) } ?? ""
  }

  /// 32 hexadecimal digits.
  static func hash(_ text: String) -> String {
    let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
    var value: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
    for byte in text.utf8 { value = (value ^ UInt128(byte)) &* prime }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
