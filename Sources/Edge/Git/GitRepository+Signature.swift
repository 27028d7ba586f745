import CGit2

extension GitRepository {
  /// The commit's signature, or nil where it has none.
  package func signature(of id: String) throws(GitError) -> CommitSignature? {
    let commit = try lookUp(id)
    defer { git_commit_free(commit) }
    var oid = git_oid()
    guard git_oid_fromstr(&oid, id) == 0 else { throw .noSuchCommit(id) }
    var signature = git_buf()
    var payload = git_buf()
    defer {
      git_buf_dispose(&signature)
      git_buf_dispose(&payload)
    }
    let code = git_commit_extract_signature(&signature, &payload, pointer, &oid, nil)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try LibGit2.check(code)
    return CommitSignature(
      signature: String(decoding: Self.bytes(signature), as: UTF8.self), payload: Self.bytes(payload),
      time: Int64(git_commit_time(commit)))
  }

  private static func bytes(_ buffer: git_buf) -> [UInt8] {
    [UInt8](UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }
}

extension GitSource {
  /// Judges who signed the commit.
  package func verify(_ id: String, _ policy: SignaturePolicy) async throws(GitError) -> SignatureVerdict {
    let signature = try await perform { repository throws(GitError) in try repository.signature(of: id) }
    return await SignatureVerifier.verify(signature, policy)
  }
}
