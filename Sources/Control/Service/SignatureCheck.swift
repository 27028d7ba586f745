import Git
import JSON
import Loading
import Resources
import Shapes

/// Whether a commit has to be signed, and by whom.
///
/// The server's own list of signers comes first. Without one the live revision's policy counts, with the signers that
/// the live commit names, so that no commit lets itself in; only where nothing is live a commit vouches for itself.
struct SignatureCheck: Sendable {
  let allowedSigners: String?
  let openPGPKeys: String?

  var hasOwnSigners: Bool { allowedSigners != nil || openPGPKeys != nil }

  /// Nil where nobody asks for a signature. The first of the repositories has the commit; the live revision's signers
  /// are in one of them.
  func verify(_ commit: GitCommit, _ repositories: [String], live: LoadResult?) async -> SignatureVerdict? {
    let isOwn = hasOwnSigners
    let wanted = live.map { Self.signersFile($0.resources) }
    guard isOwn || wanted?.isRequired == true else { return nil }
    guard let repository = repositories.first else { return .notJudged("the commit is in no repository") }
    var policy = SignaturePolicy()
    if isOwn {
      for path in [allowedSigners, openPGPKeys].compactMap({ $0 }) where (try? Secrets.read(.file(path))) == nil {
        return .notJudged("\(path) cannot be read")
      }
      policy.allowedSigners = allowedSigners.flatMap { try? Secrets.read(.file($0)) + "\n" }
      policy.openPGPKeys = openPGPKeys.flatMap { try? Secrets.read(.file($0)) + "\n" }
    } else if let path = wanted?.path, let live = live?.snapshot?.revision {
      guard let signers = await Self.file(path, of: live, in: repositories) else {
        return .notJudged("the signers of the live revision, \(path) of commit \(live), cannot be read")
      }
      policy.allowedSigners = signers
    }
    do throws(GitError) { return try await GitSource(path: repository).verify(commit.id, policy) } catch {
      return .notJudged("\(error)")
    }
  }

  /// The files that name signers in the project's policies: they are kept with the revision, since what comes after it
  /// is judged by them.
  static func signersFiles(_ files: [TreeFile]) -> Set<String> {
    guard let project = files.first(where: { $0.path == "voicebot.yaml" }) else { return [] }
    let result = Loader.load([SourceFile(path: project.path, bytes: project.bytes)], revision: "signers")
    return signersFile(result.resources).path.map { [$0] } ?? []
  }

  /// Nil where no repository has it.
  private static func file(_ path: String, of commit: String, in repositories: [String]) async -> String? {
    for repository in repositories {
      let contents = try? await GitSource(path: repository).contents(
        at: commit, TreeSelection(isPart: { $0 == path }))
      if let file = contents?.files.first { return String(decoding: file.bytes, as: UTF8.self) }
    }
    return nil
  }

  private static func signersFile(_ resources: [Resource]) -> (isRequired: Bool, path: String?) {
    let project = resources.first { $0.name.kind == .project }
    for policy in project?.writtenSpec["policies"]?.arrayValue ?? [] {
      guard let rule = policy["signedCommits"], rule["required"]?.boolValue == true else { continue }
      return (true, rule["signers"]?.stringValue)
    }
    return (false, nil)
  }
}

extension SignatureVerdict {
  /// The same, as the rules of a repository take it.
  var finding: Resources.CommitSignature {
    switch self {
    case .good(let signer): .trusted(signer: signer.principal)
    case .unsigned: .missing
    case .refused, .notJudged: .untrusted(description)
    }
  }
}
