import Logging
import Reconciler

extension CommitStatusHook {
  /// Writes the status beside everything else: a receiver that is slow or gone holds nothing up.
  func tell(_ commit: String, _ state: CommitStatus.State, _ description: String, _ logger: Logger) {
    let line = String(description.prefix { !$0.isNewline })
    Task {
      do throws(CommitStatusError) {
        try await write(CommitStatus(commit: commit, state: state, description: line))
      } catch {
        logger.warning("a commit's status was not written", metadata: ["commit": "\(commit)", "error": "\(error)"])
      }
    }
  }
}
