/// Who vouches for a commit, or why nobody does.
package enum SignatureVerdict: Sendable, Hashable {
  case good(Signer)
  /// The commit bears no signature.
  case unsigned
  /// The commit bears a signature that the policy does not accept: damaged, by a stranger, expired, revoked.
  case refused(String)
  /// It could not be judged: the program is missing or did not answer. Not accepted either, but no verdict
  /// on the commit: asked again it may be another.
  case notJudged(String)

  package struct Signer: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      case ssh, openPGP
    }
    package var kind: Kind
    /// The principal of the allowed signers file, or the user id of the OpenPGP key.
    package var principal: String
    /// `SHA256:…` of an ssh key, 40 hexadecimal digits of an OpenPGP one.
    package var fingerprint: String
    package init(kind: Kind, principal: String, fingerprint: String) {
      self.kind = kind
      self.principal = principal
      self.fingerprint = fingerprint
    }
  }

  package var isNotJudged: Bool { if case .notJudged = self { true } else { false } }

  package var signer: Signer? { if case .good(let signer) = self { signer } else { nil } }
}

extension SignatureVerdict: CustomStringConvertible {
  package var description: String {
    switch self {
    case .good(let signer): "signed by \(signer.principal) (\(signer.fingerprint))"
    case .unsigned: "the commit is not signed"
    case .refused(let reason): "the signature is not accepted: \(reason)"
    case .notJudged(let reason): "the signature could not be judged: \(reason)"
    }
  }
}

/// Whose signatures count. Empty in both parts, nobody's do.
package struct SignaturePolicy: Sendable, Hashable {
  /// An OpenSSH allowed signers file's text: principals, options (`namespaces`, `valid-after`, `valid-before`), key.
  package var allowedSigners: String?
  /// Armoured OpenPGP public keys. Whoever signs with one of them is accepted.
  package var openPGPKeys: String?
  package var deadline: Duration

  package init(allowedSigners: String? = nil, openPGPKeys: String? = nil, deadline: Duration = .seconds(10)) {
    self.allowedSigners = allowedSigners
    self.openPGPKeys = openPGPKeys
    self.deadline = deadline
  }
}

/// A commit's signature and the bytes that it is over.
package struct CommitSignature: Sendable, Hashable {
  package var signature: String
  package var payload: [UInt8]
  /// Seconds since 1970-01-01 UTC, by the committer's clock: when the key has to have been valid.
  package var time: Int64
}
