extension KnowledgeBase {
  /// The spec has passed `KnowledgeBaseShape`.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    sources = spec["sources"].elements.map { Source($0) }
    chunking.size = spec["chunking"]["size"].integer ?? chunking.size
    chunking.overlap = spec["chunking"]["overlap"].integer ?? chunking.overlap
    if let provider = spec["embeddings"]["provider"].text {
      embeddings = Embeddings(provider: provider)
      embeddings?.model = spec["embeddings"]["model"].text
    }
    retrieval.top = spec["retrieval"]["top"].integer ?? retrieval.top
    retrieval.minimumScore = spec["retrieval"]["minimumScore"].number ?? retrieval.minimumScore
  }
}

extension KnowledgeBase.Source {
  fileprivate init(_ reader: FieldReader) {
    self.init(location: reader["url"].text.map { .url($0) } ?? .path(reader["path"].text ?? ""))
    format = reader["format"].choice(KnowledgeBase.Format.self)
    refresh = reader["refresh"].duration
  }
}
