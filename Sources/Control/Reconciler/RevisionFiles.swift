package import Git
import Synchronization

/// Where the files of revisions are kept, so that one can be live again without the repository it came from.
package protocol RevisionFiles: Sendable {
  /// The files in what a client sent. Nothing is taken in.
  func files(in bundle: [UInt8]) throws(RevisionFilesError) -> [TreeFile]
  /// Takes in what a client sent. When it returns, commit and files are on disk. Returns the commit's id.
  func unpack(_ bundle: [UInt8]) async throws(RevisionFilesError) -> String
  /// Takes in a commit of the followed repository, with the files at the paths `besides`. When it returns, commit and
  /// files are on disk.
  func store(
    _ commit: GitCommit, _ contents: TreeContents, from repository: String, besides: Set<String>
  ) async throws(RevisionFilesError)
  /// Throws `missing` where it is not kept.
  func commit(_ id: String) async throws(RevisionFilesError) -> GitCommit
  func contents(of id: String, _ selection: TreeSelection) async throws(RevisionFilesError) -> TreeContents
  /// Lets go of every other commit, and holds on to these, as far as they are there.
  func keep(_ commits: Set<String>) async throws(RevisionFilesError)
  /// The directory of a local repository that has the commits; nil where it is none.
  var repository: String? { get }
  /// In how many pieces the files lie: what nobody keeps any more is in some of them until the next compaction.
  var pieces: Int { get }
  /// Makes one piece of what is kept, and removes the rest, in one step: whoever is killed at it leaves the old or the
  /// new files. Reading goes on beside; nothing may be taken in meanwhile. Throws `cancelled`, with nothing changed,
  /// soon after `isWanted` has become false.
  func compact(isWanted: @escaping @Sendable () -> Bool) async throws(RevisionFilesError) -> CompactedFiles
}

/// Bytes of what is kept, before and after.
package struct CompactedFiles: Sendable, Hashable {
  package var bytesBefore: Int
  package var bytesAfter: Int
  package init(bytesBefore: Int, bytesAfter: Int) {
    self.bytesBefore = bytesBefore
    self.bytesAfter = bytesAfter
  }
}

package struct RevisionFilesError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// What the client sent cannot be used.
    case badBundle
    case missing
    case cancelled
    case failed
  }
  package var code: Code
  package var message: String
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
  package var description: String { message }
}

/// Keeps them for as long as the process lives.
package final class MemoryRevisionFiles: RevisionFiles {
  private let kept = Mutex<[String: (GitCommit, TreeContents)]>([:])

  package init() {}

  package var repository: String? { nil }
  package var pieces: Int { 0 }

  package func compact(isWanted: @escaping @Sendable () -> Bool) async throws(RevisionFilesError) -> CompactedFiles {
    CompactedFiles(bytesBefore: 0, bytesAfter: 0)
  }

  package func files(in bundle: [UInt8]) throws(RevisionFilesError) -> [TreeFile] {
    throw RevisionFilesError(.badBundle, "this runtime keeps no revisions and takes none")
  }

  package func unpack(_ bundle: [UInt8]) async throws(RevisionFilesError) -> String {
    throw RevisionFilesError(.badBundle, "this runtime keeps no revisions and takes none")
  }

  package func store(
    _ commit: GitCommit, _ contents: TreeContents, from repository: String, besides: Set<String>
  ) async throws(RevisionFilesError) {
    kept.withLock { $0[commit.id] = (commit, contents) }
  }

  package func commit(_ id: String) async throws(RevisionFilesError) -> GitCommit { try found(id).0 }

  package func contents(of id: String, _ selection: TreeSelection) async throws(RevisionFilesError) -> TreeContents {
    try found(id).1
  }

  package func keep(_ commits: Set<String>) async throws(RevisionFilesError) {
    kept.withLock { $0 = $0.filter { commits.contains($0.key) } }
  }

  private func found(_ id: String) throws(RevisionFilesError) -> (GitCommit, TreeContents) {
    guard let found = kept.withLock({ $0[id] }) else { throw RevisionFilesError(.missing, "commit \(id) is not kept") }
    return found
  }
}
