import Git
import Loading

/// The commit of the local repository that a runtime is to take.
struct TargetCommit {
  let id: String
  let title: String
  let root: String
  let files: [SourceFile]
  let bundle: [UInt8]

  /// `reference` is a branch, a tag or a commit.
  static func find(_ directory: String, reference: String) throws -> TargetCommit {
    let root = Repository.root(above: directory)
    let folder = GitFolder(of: root)
    guard folder.prefix.isEmpty else {
      throw CommandFailure(
        .failed, "\(root) is a folder of the Git repository \(folder.root), and a runtime takes whole repositories",
        fix: "give the bots a Git repository of their own")
    }
    let tree = try CommittedTree(root, reference)
    try tree.refuseProblems()
    do throws(GitError) {
      let bundle = try CommitBundle.make(try GitRepository(path: root), tree.id, .configuration)
      return TargetCommit(id: tree.id, title: tree.title, root: root, files: tree.files, bundle: bundle)
    } catch {
      throw CommandFailure(.failed, "cannot send `\(reference)`: \(error)", fix: error.fix)
    }
  }

  /// Says on the terminal that the working tree holds more than the commit.
  func warnOfUncommitted() {
    guard let contents = try? WorkingTree.read(root, .configuration) else { return }
    guard Set(contents.sources) != Set(files) else { return }
    Terminal.status("note: the working tree differs from \(id.prefix(8)); what is not committed is not part of it")
  }
}
