import Diagnostics
import Git
import Loading
import Resources
import Synchronization

/// Checks one commit after another, each for what differs from the one before, and reads each file once: what the
/// screen for secrets read is what the check goes on from.
final class CommitCheck: Sendable {
  private let loader = Mutex(IncrementalLoader())
  private let environment: String?
  private let today: @Sendable () -> CivilDate?

  /// `environment` is the one whose changes are laid over every commit.
  init(environment: String?, today: @escaping @Sendable () -> CivilDate?) {
    self.environment = environment
    self.today = today
  }

  /// Secrets written in clear, wherever they stand.
  func screen(_ files: [TreeFile]) -> [Diagnostic] {
    loader.withLock { loader in
      loader.options = options()
      return loader.screen(Self.sources(files))
    }
  }

  func load(_ files: [TreeFile], _ commit: GitCommit, _ verdict: SignatureVerdict?) -> LoadResult {
    loader.withLock { loader in
      loader.options = options(verdict)
      return loader.update(to: Self.sources(files), revision: commit.id)
    }
  }

  /// The same of a revision that was live: with a snapshot whatever is found.
  func reload(_ files: [TreeFile], _ commit: GitCommit) -> LoadResult {
    loader.withLock { loader in
      loader.options = options()
      loader.options.keepsUnsound = true
      return loader.update(to: Self.sources(files), revision: commit.id)
    }
  }

  /// Who may change what, by what was in force and by what the commit brings. Before the first revision nothing was
  /// there that anybody could have changed.
  func judge(
    _ commit: GitCommit, _ verdict: SignatureVerdict?, from base: LoadResult?, to result: LoadResult
  ) -> [Diagnostic] {
    guard let base else { return [] }
    return result.ownerFindings(
      since: base, by: verdict?.signer?.principal ?? commit.authorEmail, today: today())
  }

  private func options(_ verdict: SignatureVerdict? = nil) -> LoadOptions {
    LoadOptions(today: today(), environment: environment, signature: verdict?.finding)
  }

  private static func sources(_ files: [TreeFile]) -> [SourceFile] {
    files.map { SourceFile(path: $0.path, bytes: $0.bytes) }
  }
}
