package import Resources

/// What policies are held against beside the resources.
package struct PolicyContext: Sendable, Hashable {
  /// Who made the change. Nil: who may change what is not judged.
  package var author: String?
  /// What the change touches. Nil: as above.
  package var changedPaths: [String]?
  /// Nil: no waiver expires.
  package var today: CivilDate?
  /// Nil: no commit is loaded, or its signature was not looked at.
  package var signature: CommitSignature?

  package init(
    author: String? = nil, changedPaths: [String]? = nil, today: CivilDate? = nil, signature: CommitSignature? = nil
  ) {
    self.author = author
    self.changedPaths = changedPaths
    self.today = today
    self.signature = signature
  }
}
