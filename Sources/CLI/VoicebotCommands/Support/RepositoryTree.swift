import Diagnostics
import Git
import Glibc
import Loading

extension TreeSelection {
  /// The files of the configuration, in the tree of a bots repository.
  static let configuration = TreeSelection(isPart: { Loader.isPart(path: $0) })
}

extension TreeContents {
  /// The files, also those that are there and could not be read.
  var sources: [SourceFile] {
    files.map { SourceFile(path: $0.path, bytes: $0.bytes) }
      + problems.map { SourceFile(path: $0.path, obstacle: SourceFile.Obstacle($0)) }
  }
}

extension SourceFile.Obstacle {
  fileprivate init(_ problem: TreeProblem) {
    if case .fileTooLarge = problem.reason {
      self = .tooLong
    } else {
      self = .unreadable(problem.explanation, fix: problem.fix)
    }
  }
}

/// Where a bots repository is in its Git working tree.
struct GitFolder {
  /// The root of the working tree; that of the repository where there is none.
  let root: String
  /// The way from there to the repository, ended by a slash; empty where they are one.
  let prefix: String

  init(of repository: String) {
    var path = repository
    while access(path + "/.git", F_OK) != 0 {
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
        root = repository
        prefix = ""
        return
      }
      path = String(path[..<slash])
    }
    root = path
    prefix = path == repository ? "" : String(repository.dropFirst(path.count + 1)) + "/"
  }
}

/// A bots repository's files as a commit has them. The repository may be a folder of a larger one.
struct CommittedTree {
  let id: String
  let title: String
  /// Of the commit, in seconds since 1970.
  let time: Int64
  /// Those that can be read.
  let files: [SourceFile]
  /// What stands in the way of taking `files` for all that its author meant.
  let problems: [TreeProblem]

  /// - Parameter repository: the root of the bots repository.
  /// - Parameter reference: a branch, a tag or a commit; nil for where the branch left the default branch, which is HEAD
  ///   where no such branch is known.
  init(_ repository: String, _ reference: String?) throws(CommandFailure) {
    let folder = GitFolder(of: repository)
    let prefix = folder.prefix
    do throws(GitError) {
      let git = try GitRepository(path: folder.root)
      id = try reference == nil ? Self.branchPoint(git) : git.resolve(reference ?? "HEAD")
      let commit = try git.commit(id)
      title = commit.title
      time = commit.time
      let isPart = TreeSelection.configuration.isPart
      let contents = try git.contents(
        at: id,
        TreeSelection(isPart: { $0.hasPrefix(prefix) && isPart(String($0.dropFirst(prefix.count))) }))
      files = contents.files.map { SourceFile(path: String($0.path.dropFirst(prefix.count)), bytes: $0.bytes) }
      problems = contents.problems
    } catch {
      throw CommandFailure(
        .notFound, "cannot read \(reference.map { "`\($0)`" } ?? "the default branch"): \(error)", fix: error.fix)
    }
  }

  /// All files of the commit, as its author meant them.
  static func files(_ repository: String, _ reference: String) throws(CommandFailure) -> [SourceFile] {
    let tree = try CommittedTree(repository, reference)
    try tree.refuseProblems()
    return tree.files
  }

  func refuseProblems() throws(CommandFailure) {
    guard let problem = problems.first else { return }
    throw CommandFailure(.invalidConfiguration, "commit \(id.prefix(8)): \(problem)")
  }

  /// The files that are not the same in both, and those that only one has.
  func changes(to now: [SourceFile]) -> Set<String> {
    let old = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(now.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
  }

  /// The commit that HEAD and the default branch have in common.
  private static func branchPoint(_ git: borrowing GitRepository) throws(GitError) -> String {
    let head = try git.tip()
    for name in ["origin/HEAD", "origin/main", "origin/master", "main", "master"] {
      guard let tip = try? git.resolve(name), let base = try git.mergeBase(head, tip) else { continue }
      return base
    }
    return head
  }
}
