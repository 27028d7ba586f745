import CGit2

/// A commit's content, as far as it has to be known before Git has it.
enum RawCommit {
  /// The binary id of its tree; nil where it does not begin as a commit does.
  static func tree(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let lines = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    guard lines.count == 2, lines[0].starts(with: "tree ".utf8) else { return nil }
    let digits = String(decoding: lines[0].dropFirst(5), as: UTF8.self)
    var id = git_oid()
    guard digits.utf8.count == 40, git_oid_fromstr(&id, digits) == 0 else { return nil }
    return RawTree.bytes(id)
  }
}

/// A tree's content: `mode name NUL id`, again and again.
enum RawTree {
  struct Entry {
    var mode: Int
    var name: String
    /// 20 bytes.
    var id: [UInt8]
    var isTree: Bool { mode == 0o40000 }
    var isFile: Bool { mode & 0o170000 == 0o100000 }
  }

  /// Nil where it is not a tree, or has a name that no tree may have: empty, `.`, `..`, `.git`, one with a `/`, one
  /// that is there twice.
  static func entries(_ bytes: ArraySlice<UInt8>) -> [Entry]? {
    var entries: [Entry] = []
    var names: Set<[UInt8]> = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      var mode = 0
      let start = index
      while index < bytes.endIndex, bytes[index] != 0x20 {
        guard bytes[index] >= 0x30, bytes[index] <= 0x37, index - start < 6 else { return nil }
        mode = mode * 8 + Int(bytes[index] - 0x30)
        index += 1
      }
      guard index > start, index < bytes.endIndex, let end = bytes[index...].firstIndex(of: 0),
        bytes.endIndex - end > 20
      else { return nil }
      let name = Array(bytes[(index + 1)..<end])
      guard isName(name), names.insert(name).inserted else { return nil }
      entries.append(
        Entry(mode: mode, name: String(decoding: name, as: UTF8.self), id: Array(bytes[(end + 1)...(end + 20)])))
      index = end + 21
    }
    return entries
  }

  private static func isName(_ name: [UInt8]) -> Bool {
    guard !name.isEmpty, !name.contains(0x2F) else { return false }
    return ![".", "..", ".git"].contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  static func oid(_ bytes: [UInt8]) -> git_oid {
    var id = git_oid()
    withUnsafeMutableBytes(of: &id) { $0.copyBytes(from: bytes.prefix(20)) }
    return id
  }

  static func bytes(_ id: git_oid) -> [UInt8] { withUnsafeBytes(of: id) { Array($0.prefix(20)) } }
}
