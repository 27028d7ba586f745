/// A commit's name as people write it: a branch, a tag, `HEAD` or `@`, `origin/main`, a full `refs/…` name or an id
/// (four digits at least), followed by any number of `~N` and `^N`.
struct RevisionName: Hashable {
  enum Step: Hashable {
    /// That many times the first parent.
    case ancestor(Int)
    /// The parent of that number; 0 is the commit itself.
    case parent(Int)
  }
  static let longest = 1024
  static let farthest = 10_000

  var base: String
  var steps: [Step] = []

  /// Nil where it is none, or asks for more than `farthest` steps.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= Self.longest else { return nil }
    let end = bytes.firstIndex { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "^") } ?? bytes.count
    base = String(decoding: bytes[..<end], as: UTF8.self)
    guard Self.isBase(bytes[..<end]) else { return nil }
    if base == "@" { base = "HEAD" }
    var index = end
    var total = 0
    while index < bytes.count {
      let mark = bytes[index]
      guard mark == UInt8(ascii: "~") || mark == UInt8(ascii: "^") else { return nil }
      index += 1
      var number: Int?
      while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
        number = (number ?? 0) * 10 + Int(bytes[index] - 0x30)
        guard let number, number <= Self.farthest else { return nil }
        index += 1
      }
      let isAncestor = mark == UInt8(ascii: "~")
      total += isAncestor ? number ?? 1 : 1
      guard total <= Self.farthest else { return nil }
      steps.append(isAncestor ? .ancestor(number ?? 1) : .parent(number ?? 1))
    }
  }

  /// The rules of `git check-ref-format`, as far as they keep a name apart from the rest of Git's grammar.
  private static func isBase(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let first = bytes.first, first != UInt8(ascii: "-"), String(validating: bytes, as: UTF8.self) != nil else {
      return false
    }
    let forbidden = Set(" :?*[\\".utf8)
    return bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F && !forbidden.contains($0) } && !text.contains("..")
      && !text.contains("@{") && !text.hasPrefix("/") && !text.hasSuffix("/") && !text.contains("//")
  }

  /// The references it can mean, in Git's order.
  var references: [String] {
    guard base != "HEAD" else { return ["HEAD"] }
    guard !base.hasPrefix("refs/") else { return [base] }
    return ["refs/tags/" + base, "refs/heads/" + base, "refs/remotes/" + base, "refs/remotes/\(base)/HEAD"]
  }

  var isHexadecimal: Bool {
    base.utf8.count >= 4 && base.utf8.count <= 40
      && base.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
      }
  }
}
