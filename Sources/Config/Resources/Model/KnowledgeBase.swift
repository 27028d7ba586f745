/// Documents that bots answer from.
package struct KnowledgeBase: Sendable, Hashable {
  package var metadata: Metadata
  package init(metadata: Metadata) { self.metadata = metadata }
}

extension KnowledgeBase {
  /// The spec has passed `KnowledgeBaseShape`.
  init(_ metadata: Metadata, spec: FieldReader) { self.init(metadata: metadata) }
}
