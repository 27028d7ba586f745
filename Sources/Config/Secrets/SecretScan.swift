/// Finds secrets written in clear in a text. Unlike `SecretText`, which hides rather too much, what this finds is
/// reported as an error, so it takes only what has the form of a known secret, or is long and without pattern.
///
/// Invariant: work is linear in the text.
package enum SecretScan {
  package struct Find: Equatable {
    /// In UTF-8, from the start of the text.
    package var bytes: Range<Int>
    /// What it looks like, such as "an OpenAI key".
    package var what: String
    /// Told by its randomness alone.
    package var isRandom: Bool

    package init(bytes: Range<Int>, what: String, isRandom: Bool = false) {
      self.bytes = bytes
      self.what = what
      self.isRandom = isRandom
    }
  }

  /// In the order of the text; they may overlap.
  package static func finds(in text: String) -> [Find] {
    // Shorter texts hold none: `sip:a:b@c` is the shortest.
    guard text.utf8.count >= 9 else { return [] }
    let bytes = Array(text.utf8)
    var found = SecretAddress.finds(in: bytes) + SecretFormat.blocks(in: bytes)
    var index = 0
    while index < bytes.count {
      guard isPart(bytes[index]) else {
        index += 1
        continue
      }
      let end = bytes[index...].firstIndex { !isPart($0) } ?? bytes.count
      if end - index >= 16 { word(bytes, index..<end, &found) }
      index = end
    }
    return found.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }

  private static func word(_ bytes: [UInt8], _ range: Range<Int>, _ found: inout [Find]) {
    if let find = SecretFormat.find(bytes, range) { return found.append(find) }
    let isDigest =
      [":", "@"].contains { String(decoding: bytes[..<range.lowerBound].suffix(1), as: UTF8.self) == $0 }
      && SecretRandomness.digests.contains {
        bytes[..<range.lowerBound].dropLast().suffix($0.utf8.count).elementsEqual($0.utf8)
      }
    // An object in base 64, and the path of an address, are not told from keys by their letters.
    guard !isDigest, !bytes[range].starts(with: "eyJ".utf8), !isPath(bytes, range.lowerBound) else { return }
    if let random = SecretRandomness.part(bytes[range]) {
      found.append(Find(bytes: random, what: "a random key", isRandom: true))
    }
  }

  /// Whether the word that starts there belongs to an address, before its query.
  private static func isPath(_ bytes: [UInt8], _ start: Int) -> Bool {
    let before = bytes[..<start]
    let line = before.suffix(512)
    let first =
      (line.lastIndex { $0 <= 0x20 || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "=") } ?? line.startIndex - 1) + 1
    let address = line[first...]
    guard let colon = address.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return address[colon...].starts(with: "://".utf8)
  }

  package static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"),
      UInt8(ascii: "/"), UInt8(ascii: "="):
      true
    default: false
    }
  }
}
