import Loading
import Synchronization

/// Checks one commit after another, each for what differs from the one before.
final class CommitCheck: Sendable {
  private let loader = Mutex(IncrementalLoader())

  func load(_ files: [SourceFile], revision: String, options: LoadOptions) -> LoadResult {
    loader.withLock { loader in
      loader.options = options
      return loader.update(to: files, revision: revision)
    }
  }
}
