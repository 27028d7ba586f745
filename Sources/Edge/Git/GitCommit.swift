/// One commit, as its header and message say.
package struct GitCommit: Sendable, Hashable {
  /// 40 hexadecimal digits.
  package var id: String
  /// Ids, the first being the one it was made on.
  package var parents: [String]
  package var authorName: String
  package var authorEmail: String
  /// Seconds since 1970-01-01 UTC, by the committer's clock.
  package var time: Int64
  package var message: String

  package init(
    id: String, parents: [String] = [], authorName: String, authorEmail: String, time: Int64, message: String
  ) {
    self.id = id
    self.parents = parents
    self.authorName = authorName
    self.authorEmail = authorEmail
    self.time = time
    self.message = message
  }

  /// The first line of the message.
  package var title: String { String(message.prefix { !$0.isNewline }) }
}
