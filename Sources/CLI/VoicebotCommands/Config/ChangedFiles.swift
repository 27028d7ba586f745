import Git
import Glibc
import Loading

/// Which files of a working tree differ from a commit.
enum ChangedFiles {
  /// `reference` as Git names commits; empty for where the branch left the default branch, else `HEAD`.
  static func since(_ reference: String, in repository: Repository) throws -> Set<String> {
    let folder = GitFolder(of: repository.root)
    let prefix = folder.prefix
    let before: [TreeFile]
    do {
      let git = try GitRepository(path: folder.root)
      let commit = reference.isEmpty ? try branchPoint(git) : try git.resolve(reference)
      let selection = TreeSelection(isPart: { path in
        path.hasPrefix(prefix) && Loader.isPart(path: String(path.dropFirst(prefix.count)))
      })
      before = try git.contents(at: commit, selection).files
    } catch {
      let name = reference.isEmpty ? "the default branch" : "`\(reference)`"
      throw CommandFailure(
        .notFound, "cannot compare with \(name): \(error)",
        fix: "write --changed=REF with a branch or a commit that is here, and paths before it")
    }
    let old = Dictionary(
      before.map { (String($0.path.dropFirst(prefix.count)), $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(repository.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
  }

  /// The commit that HEAD and the default branch have in common; HEAD itself where no such branch is known.
  private static func branchPoint(_ git: borrowing GitRepository) throws(GitError) -> String {
    let head = try git.tip()
    for name in ["origin/HEAD", "origin/main", "origin/master", "main", "master"] {
      guard let tip = try? git.resolve(name), let base = try git.mergeBase(head, tip) else { continue }
      return base
    }
    return head
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
