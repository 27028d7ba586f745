import Dispatch
import Synchronization

/// A repository directory as something to ask again and again, without blocking the asker's thread.
///
/// The repository is opened when first needed and again after every failure, since the directory may have been moved,
/// made anew or packed meanwhile. Every question is answered within `deadline`: while a disk stands still, each gets
/// `.timedOut`, and nothing more is asked of the disk until it has answered.
package final class GitSource: Sendable {
  package let path: String
  package let branch: String?
  private let deadline: Duration
  private let queue = DispatchQueue(label: "git")
  private let cell = RepositoryCell()
  private let isStuck = Mutex(false)

  /// `branch` nil follows HEAD, whatever it is at.
  package init(path: String, branch: String? = nil, deadline: Duration = .seconds(30)) {
    self.path = path
    self.branch = branch
    self.deadline = deadline
  }

  /// The id of the commit that is wanted now.
  package func tip() async throws(GitError) -> String {
    try await perform { [branch] repository throws(GitError) in try repository.tip(branch: branch) }
  }

  package func commit(_ id: String) async throws(GitError) -> GitCommit {
    try await perform { repository throws(GitError) in try repository.commit(id) }
  }

  package func contents(at id: String, _ selection: TreeSelection) async throws(GitError) -> TreeContents {
    try await perform { repository throws(GitError) in try repository.contents(at: id, selection) }
  }

  /// Asks anything else of the repository, in its turn and under the same deadline.
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (borrowing GitRepository) throws(GitError) -> Value
  ) async throws(GitError) -> Value {
    try await answer { [cell, path] in cell.use(path, body) }
  }

  /// Does something to the repository as a whole while nobody reads it, in its turn and under the same deadline. It is
  /// opened anew afterwards.
  func replace<Value: Sendable>(
    _ body: @escaping @Sendable () -> Result<Value, GitError>
  ) async throws(GitError) -> Value {
    try await answer { [cell] in
      cell.close()
      return body()
    }
  }

  private func answer<Value: Sendable>(
    _ body: @escaping @Sendable () -> Result<Value, GitError>
  ) async throws(GitError) -> Value {
    let seconds = Int(deadline.components.seconds)
    if isStuck.withLock({ $0 }) { throw .timedOut("reading \(path)", seconds: seconds) }
    let result: Result<Value, GitError> = await withCheckedContinuation { continuation in
      let answer = FirstAnswer(continuation)
      queue.async { [self] in
        answer.give(body())
        isStuck.withLock { $0 = false }
      }
      DispatchQueue.global().asyncAfter(deadline: .now() + deadline / .seconds(1)) { [path, weak self] in
        let isLate = answer.give(.failure(.timedOut("reading \(path)", seconds: seconds)))
        if isLate { self?.isStuck.withLock { $0 = true } }
      }
    }
    return try result.get()
  }
}

/// Resumes once, with whichever comes first.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private let waiting: Mutex<CheckedContinuation<Result<Value, GitError>, Never>?>

  init(_ continuation: CheckedContinuation<Result<Value, GitError>, Never>) { waiting = Mutex(continuation) }

  /// Whether it was the first.
  @discardableResult
  func give(_ answer: Result<Value, GitError>) -> Bool {
    let continuation = waiting.withLock { $0.take() }
    continuation?.resume(returning: answer)
    return continuation != nil
  }
}

/// Holds the open repository. `@unchecked Sendable`: only its source's serial queue touches it.
private final class RepositoryCell: @unchecked Sendable {
  private var repository: GitRepository?

  func close() { repository = nil }

  func use<Value>(
    _ path: String, _ body: (borrowing GitRepository) throws(GitError) -> Value
  ) -> Result<Value, GitError> {
    do throws(GitError) {
      let open = if let held = repository.take() { held } else { try GitRepository(path: path) }
      let value = try body(open)
      repository = consume open
      return .success(value)
    } catch {
      return .failure(error)
    }
  }
}
