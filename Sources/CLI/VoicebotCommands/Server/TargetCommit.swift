import AdminClient
import Git
import Loading

/// The commit of the local repository that a command is about.
struct TargetCommit {
  let id: String
  let title: String
  let root: String
  let files: [SourceFile]
  let bundle: [UInt8]

  private static let selection = TreeSelection(isPart: { Loader.isPart(path: $0) })

  /// `reference` is a branch, a tag or a commit.
  static func find(_ directory: String, reference: String) throws -> TargetCommit {
    let root = Repository.root(above: directory)
    do {
      let git = try GitRepository(path: root)
      let id = try git.resolve(reference)
      let commit = try git.commit(id)
      let contents = try git.contents(at: id, selection)
      if let problem = contents.problems.first { throw CommandFailure(.invalidConfiguration, problem.description) }
      return TargetCommit(
        id: id, title: commit.title, root: root,
        files: contents.files.map { SourceFile(path: $0.path, bytes: $0.bytes) },
        bundle: try CommitBundle.make(git, id, selection))
    } catch let error as GitError {
      throw CommandFailure(.notFound, "\(error)", fix: "commit the repository, and name a branch, a tag or a commit")
    }
  }

  /// Says on the terminal that the working tree holds more than the commit.
  func warnOfUncommitted() {
    guard let contents = try? WorkingTree.read(root, Self.selection) else { return }
    let now = contents.files.map { SourceFile(path: $0.path, bytes: $0.bytes) }
    guard Set(now) != Set(files) else { return }
    Terminal.status("note: the working tree differs from \(id.prefix(8)); what is not committed is not part of it")
  }
}
