/// Reads YAML 1.2 into nodes that know their places.
///
/// Accepted is the part of YAML whose meaning every reader agrees on. Refused, each with its own reason: anchors and
/// aliases, tags, directives, repeated keys, merge keys, keys that are not scalars, keys introduced with `?`,
/// comments without a space before them, control characters. Keys are repeated where they are canonically
/// equivalent: two that look the same are the same. Lines end with LF, CR LF or CR. A byte order mark at the very
/// start is skipped. Tabs may stand in scalars and between tokens, not in indentation.
///
/// Invariant: work is linear in the length of the input. libyaml is quadratic on nested flow collections, so reading
/// stops at the event that passes `maximumDepth`; libyaml looks at most one simple key (1,024 characters) further.
package enum YAMLTree {
  package static let maximumBytes = 1 << 20
  package static let maximumDepth = 64
  /// Lists and mappings of a file. A mebibyte of dashes and brackets would be half a million; files that say something
  /// hold some thousands.
  package static let maximumCollections = 100_000

  /// The documents of a file. Documents without content are left out.
  package static func parse(_ bytes: [UInt8]) throws(YAMLProblem) -> YAMLStream {
    guard bytes.count <= maximumBytes else {
      throw YAMLProblem(reason: .tooLong, range: YAMLCharacters.startOfFile)
    }
    if bytes.isEmpty { return YAMLStream() }
    return try bytes.withUnsafeBufferPointer { buffer in read(buffer) }.get()
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<YAMLStream, YAMLProblem> {
    do throws(YAMLProblem) {
      let places = try YAMLCharacters.check(bytes)
      var builder = try YAMLBuilder(bytes, places)
      let documents = try builder.documents()
      var comments = YAMLComments(bytes, places)
      try comments.scan(covered: builder.covered)
      return .success(YAMLStream(documents: documents, comments: comments.found))
    } catch {
      return .failure(error)
    }
  }

  /// How many characters libyaml looks at before the verdict on these bytes.
  static func work(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      guard let places = try? YAMLCharacters.check(buffer), var builder = try? YAMLBuilder(buffer, places) else {
        return 0
      }
      _ = try? builder.documents()
      return builder.scanned
    }
  }
}
