import JSONSchema
import YAMLTree

/// Where in a document a schema's findings are.
enum SchemaPlaces {
  /// The place of the value a JSON Pointer (RFC 6901) leads to, or of its key.
  ///
  /// Where the pointer leads further than the node goes, as in a document changed in between, the place is that of the
  /// last value it leads to. A mapping or sequence is marked at its start, and the document's root too.
  ///
  /// - Parameters:
  ///   - pointer: into the value that `node` stands for.
  ///   - isAboutName: whether the key is meant, for members that should not be there or are misnamed.
  static func range(in node: YAMLNode, at pointer: String, isAboutName: Bool = false) -> YAMLRange {
    var node = node
    var key: YAMLRange?
    for token in tokens(pointer) {
      if let entry = node.entry(token) {
        key = entry.nameRange
        node = entry.value
      } else if let index = Int(token), String(index) == token, let element = node[index] {
        key = nil
        node = element
      } else {
        break
      }
    }
    if isAboutName, let key { return key }
    return node.scalar == nil ? node.range.startOnly : node.range
  }

  /// The place of a failure found in the value that `node` stands for.
  static func range(in node: YAMLNode, of failure: SchemaFailure) -> YAMLRange {
    range(in: node, at: failure.path, isAboutName: failure.isAboutName)
  }

  private static func tokens(_ pointer: String) -> [String] {
    guard pointer.hasPrefix("/") else { return [] }
    return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }
}
