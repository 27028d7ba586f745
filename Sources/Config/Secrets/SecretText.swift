/// Tells what in a text is probably the value of a secret. Too much is taken for one rather than too little.
package enum SecretText {
  /// Where a line first holds such a value, in Unicode scalars from its start: the value of a key that names a
  /// secret, or a word that is shaped like one.
  package static func start(in line: String) -> Int? {
    let scalars = Array(line.unicodeScalars)
    var start: Int?
    for (index, scalar) in scalars.enumerated() where scalar == ":" || scalar == "=" {
      guard namesSecret(scalars[..<index]) else { continue }
      let value = scalars[(index + 1)...].drop { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" }
      guard let first = value.first, first != "#", !isReference(value) else { continue }
      start = value.startIndex
      break
    }
    return [start, words(of: scalars).first?.lowerBound, formatted(line).first?.lowerBound].compactMap { $0 }.min()
  }

  /// The text with a fingerprint in the place of each word that is shaped like a secret, of bearer tokens and of
  /// passwords in addresses.
  package static func masked(_ text: String, fingerprint: (String) -> String) -> String {
    let scalars = Array(text.unicodeScalars)
    let hidden = hidden(in: text, scalars)
    if hidden.isEmpty { return text }
    var result = ""
    var index = 0
    // One by one: to append many at once counts the whole text each time.
    for range in hidden {
      for scalar in scalars[index..<range.lowerBound] { result.unicodeScalars.append(scalar) }
      var word = ""
      for scalar in scalars[range] { word.unicodeScalars.append(scalar) }
      result += fingerprint(word)
      index = range.upperBound
    }
    for scalar in scalars[index...] { result.unicodeScalars.append(scalar) }
    return result
  }

  /// The text with `…` for each of these.
  package static func redacted(_ text: String) -> String { masked(text) { _ in "…" } }

  /// Whether a field of this name holds a secret and nothing else: `secret`, `apiKey`, `Authorization`. Fewer names than
  /// those of keys in files, of which `firstKey` and `firstToken` are some.
  package static func isSecretField(_ name: String) -> Bool {
    let name = name.lowercased().filter { $0 != "-" && $0 != "_" }
    return ["secret", "apikey", "password", "passwd", "passphrase", "credentials", "authorization", "cookie"]
      .contains { name.hasSuffix($0) }
  }

  private static func hidden(in text: String, _ scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var hidden: [Range<Int>] = []
    for range in (words(of: scalars) + formatted(text)).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = hidden.last, range.lowerBound <= last.upperBound {
        hidden[hidden.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        hidden.append(range)
      }
    }
    return hidden
  }

  package static let names = [
    "key", "secret", "token", "password", "passwd", "passphrase", "credential", "credentials", "authorization",
    "bearer", "cookie",
  ]

  /// What `SecretScan` finds, in Unicode scalars.
  private static func formatted(_ text: String) -> [Range<Int>] {
    let finds = SecretScan.finds(in: text)
    if finds.isEmpty { return [] }
    let bytes = Array(text.utf8)
    // They come in the order of the text, so that each part of it is counted once.
    var counted = 0
    var start = 0
    return finds.map { find in
      start += bytes[counted..<find.bytes.lowerBound].count { $0 & 0xC0 != 0x80 }
      counted = find.bytes.lowerBound
      return start..<(start + bytes[find.bytes].count { $0 & 0xC0 != 0x80 })
    }
  }

  /// Whether the key names a secret, such as `apiKey` and `x-api-key`.
  package static func namesSecret(_ key: String) -> Bool { namesSecret(Array(key.unicodeScalars)[...]) }

  /// Whether what stands before a colon ends with such a name, `api-key`, `"api_key"` and `apiKey` alike.
  private static func namesSecret(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
    var name = ""
    for scalar in before.suffix(64) {
      if isPart(scalar), scalar.value < 0x80 {
        if scalar != "-", scalar != "_" { name.unicodeScalars.append(scalar) }
      } else if scalar != " ", scalar != "\"", scalar != "'" {
        name = ""
      }
    }
    name = name.lowercased()
    return names.contains { name.hasSuffix($0) }
  }

  private static func isReference(_ value: ArraySlice<Unicode.Scalar>) -> Bool {
    value.starts(with: "env:".unicodeScalars) || value.starts(with: "file:".unicodeScalars)
  }

  /// What the keys of known services start with.
  private static let prefixes = [
    "sk-", "sk_", "pk_", "rk_", "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "xoxa-", "xoxb-", "xoxp-",
    "AKIA", "ASIA", "AIza", "eyJ", "hf_", "gsk_", "npm_",
  ]

  private static func words(of scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start < scalars.count {
      guard isPart(scalars[start]) else {
        start += 1
        continue
      }
      let end = scalars[start...].firstIndex { !isPart($0) } ?? scalars.count
      if isShaped(scalars[start..<end]) { found.append(start..<end) }
      start = end
    }
    return found
  }

  private static func isShaped(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    if word.count >= 8, prefixes.contains(where: { word.starts(with: $0.unicodeScalars) }) { return true }
    // Random text: long, and of mixed kinds. Names and paths are words with hyphens between.
    guard word.count >= 24 else { return false }
    let hasDigit = word.contains { ("0"..."9").contains($0) }
    let hasLower = word.contains { ("a"..."z").contains($0) }
    let hasUpper = word.contains { ("A"..."Z").contains($0) }
    let isHexadecimal = word.allSatisfy { ("0"..."9").contains($0) || ("a"..."f").contains($0) }
    return hasDigit && hasLower && (hasUpper || isHexadecimal)
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z", "-", "_", "+", "=", "~": true
    default: false
    }
  }
}
