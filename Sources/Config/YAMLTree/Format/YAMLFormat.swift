/// The canonical form of a file.
///
/// Two spaces indent, sequences inside mappings too; LF ends lines; nothing trails; at most one blank line in a row,
/// none at the start of a collection; one space after `-` and `:`; two before a comment behind a value. A resource's
/// fields are apiVersion, kind, metadata, spec, then the others; all other order stays. Documents are parted by `---`.
/// Scalars stay plain or quoted; single quotes become double ones where nothing needs an escape. Block scalars keep
/// their lines, with another indentation. Flow collections stay on one line of at most 120 columns; longer ones, and
/// those with comments inside, become blocks.
///
/// Laws: the result reads as the same documents; formatting it again changes nothing; every comment is still there. A
/// comment that may be cut-off text (`YAMLWarning.Kind.commentCutsText`) keeps its single space, so that the
/// warning stays until a person decides.
package enum YAMLFormat {
  package static let width = 120

  package static func format(_ bytes: [UInt8]) throws(YAMLProblem) -> [UInt8] {
    let stream = try YAMLTree.parse(bytes)
    var reader = YAMLItemReader(bytes, stream)
    var printer = YAMLPrinter()
    for (index, document) in stream.documents.enumerated() {
      let end = index + 1 < stream.documents.count ? reader.separator(before: stream.documents[index + 1]) : bytes.count
      if index > 0 { printer.separator() }
      printer.document(reader.document(document, end: end))
    }
    if stream.documents.isEmpty { printer.trivia(reader.remaining(), indent: 0) }
    return printer.finished
  }
}

/// What stands between two items.
enum YAMLTrivia: Equatable {
  case blank
  case comment(String)
}

/// An entry of a mapping, an element of a sequence, or the root of a document, with the comments that belong to it. An
/// object, since a file may hold a million, and to copy one is more work than all else that is done with it.
final class YAMLItem {
  /// Blank lines and comments above it, in order.
  var leading: [YAMLTrivia] = []
  /// As it is written; nil for elements and roots.
  var key: String?
  /// Behind the key, the dash, or a value of one line.
  var comment: String?
  /// One space parts the comment from a text it may have been cut from.
  var isSuspicious = false
  var value: YAMLItemValue = .none
  /// Inside the value's block, behind its last item.
  var trailing: [YAMLTrivia] = []

  init() {}
}

enum YAMLItemValue {
  /// No value at all.
  case none
  /// A scalar or a flow collection, its further lines without indentation.
  case lines([String])
  /// The header of a block scalar, and its lines without indentation.
  case block(String, [String], keepsEnd: Bool)
  case mapping([YAMLItem])
  case sequence([YAMLItem])
}
