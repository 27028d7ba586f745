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

  /// Nil where nobody asks for a signature.
  func verify(_ commit: GitCommit, _ repository: String?, live: LoadResult?) async -> SignatureVerdict? {
    let isOwn = allowedSigners != nil || openPGPKeys != nil
    let wanted = live.map(Self.signersFile)
    guard isOwn || wanted?.isRequired == true else { return nil }
    guard let repository else { return .notJudged("the commit is in no repository") }
    let source = GitSource(path: repository)
    var policy = SignaturePolicy()
    do {
      if isOwn {
        policy.allowedSigners = try allowedSigners.map { try Secrets.read(.file($0)) + "\n" }
        policy.openPGPKeys = try openPGPKeys.map { try Secrets.read(.file($0)) + "\n" }
      } else if let path = wanted?.path, let live = live?.snapshot {
        let contents = try await source.contents(at: live.revision, TreeSelection(isPart: { $0 == path }))
        policy.allowedSigners = contents.files.first.map { String(decoding: $0.bytes, as: UTF8.self) }
      }
      return try await source.verify(commit.id, policy)
    } catch {
      return .notJudged("the signers cannot be read")
    }
  }

  private static func signersFile(_ live: LoadResult) -> (isRequired: Bool, path: String?) {
    let project = live.resources.first { $0.name.kind == .project }
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
