/// Documents that bots answer from.
package struct KnowledgeBase: Sendable, Hashable {
  package enum Location: Sendable, Hashable {
    /// A file or a folder, relative to the file that declares it.
    case path(String)
    case url(String)
  }
  package enum Format: String, Sendable, Hashable, CaseIterable { case markdown, html, text, pdf }
  package struct Source: Sendable, Hashable {
    package var location: Location
    /// Nil where the name's ending, or the server, says so.
    package var format: Format?
    package var refresh: Duration?
    package init(location: Location) { self.location = location }
  }
  package struct Chunking: Sendable, Hashable {
    /// In words.
    package var size = 400
    package var overlap = 40
    package init() {}
  }
  package struct Embeddings: Sendable, Hashable {
    package var provider: String
    package var model: String?
    package init(provider: String) { self.provider = provider }
  }
  package struct Retrieval: Sendable, Hashable {
    package var top = 4
    package var minimumScore = 0.2
    package init() {}
  }
  package var metadata: Metadata
  package var sources: [Source] = []
  package var chunking = Chunking()
  package var embeddings: Embeddings?
  package var retrieval = Retrieval()
  package init(metadata: Metadata) { self.metadata = metadata }
}
