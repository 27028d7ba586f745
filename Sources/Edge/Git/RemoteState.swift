import CGit2

/// What libgit2 asks and tells during one exchange with a remote, and why it was refused.
///
/// libgit2 is given an unretained pointer to it; whoever starts the exchange keeps it alive.
final class RemoteState {
  private let remote: GitRemote
  private let limits: FetchLimits
  private let onProgress: (FetchProgress) -> Void
  private var attempts = 0
  private var lastReport = ContinuousClock.now - .seconds(1)
  private(set) var receivedBytes = 0
  /// More telling than libgit2's message.
  private(set) var refusal: GitError?

  init(_ remote: GitRemote, limits: FetchLimits, onProgress: @escaping (FetchProgress) -> Void) {
    self.remote = remote
    self.limits = limits
    self.onProgress = onProgress
  }

  func install(in callbacks: inout git_remote_callbacks) {
    callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
    callbacks.credentials = { out, _, user, allowed, payload in
      RemoteState.of(payload)?.credential(out, user.map { String(cString: $0) }, allowed) ?? GIT_EAUTH.rawValue
    }
    callbacks.certificate_check = { certificate, isValid, host, payload in
      RemoteState.of(payload)?.judge(certificate, isValid == 1, host.map { String(cString: $0) } ?? "")
        ?? GIT_ECERTIFICATE.rawValue
    }
    callbacks.transfer_progress = { progress, payload in
      guard let progress, let state = RemoteState.of(payload) else { return GIT_EUSER.rawValue }
      return state.note(progress.pointee)
    }
  }

  private static func of(_ payload: UnsafeMutableRawPointer?) -> RemoteState? {
    payload.map { Unmanaged<RemoteState>.fromOpaque($0).takeUnretainedValue() }
  }

  private func credential(
    _ out: UnsafeMutablePointer<UnsafeMutablePointer<git_credential>?>?, _ user: String?, _ allowed: UInt32
  ) -> Int32 {
    switch remote.credentials {
    case .sshKey(_, _, let name) where allowed & GIT_CREDENTIAL_USERNAME.rawValue != 0:
      return git_credential_username_new(out, user ?? name)
    case nil where allowed & GIT_CREDENTIAL_USERNAME.rawValue != 0:
      return git_credential_username_new(out, user ?? "git")
    default: break
    }
    attempts += 1
    // libgit2 asks again with the same credentials for as long as it is given some.
    guard attempts == 1 else { return refuse(.authenticationFailed(url: remote.url), GIT_EAUTH) }
    switch remote.credentials {
    case .token(let token, let name) where allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0:
      return git_credential_userpass_plaintext_new(out, user ?? name, token)
    case .sshKey(let key, let passphrase, let name) where allowed & GIT_CREDENTIAL_SSH_MEMORY.rawValue != 0:
      return git_credential_ssh_key_memory_new(out, user ?? name, nil, key, passphrase)
    default:
      return refuse(.authenticationFailed(url: remote.url), GIT_EAUTH)
    }
  }

  /// libgit2 has held an ssh server's key against the known hosts, and a certificate against the authorities.
  private func judge(_ certificate: UnsafeMutablePointer<git_cert>?, _ isValid: Bool, _ host: String) -> Int32 {
    if isValid { return 0 }
    guard let certificate, certificate.pointee.cert_type == GIT_CERT_HOSTKEY_LIBSSH2 else {
      return refuse(.untrustedCertificate(url: remote.url), GIT_ECERTIFICATE)
    }
    let key = UnsafeMutableRawPointer(certificate).assumingMemoryBound(to: git_cert_hostkey.self)
    let hash = withUnsafeBytes(of: key.pointee.hash_sha256) { Array($0) }
    let fingerprint =
      key.pointee.type.rawValue & GIT_CERT_SSH_SHA256.rawValue == 0 ? "?" : "SHA256:" + Self.base64(hash)
    return refuse(.unknownHostKey(host: host, fingerprint: fingerprint), GIT_ECERTIFICATE)
  }

  private func note(_ progress: git_indexer_progress) -> Int32 {
    receivedBytes = progress.received_bytes
    if receivedBytes > limits.bytes { return refuse(.tooMany("bytes to fetch", limit: limits.bytes), GIT_EUSER) }
    let now = ContinuousClock.now
    if now - lastReport >= .milliseconds(200) {
      lastReport = now
      onProgress(
        FetchProgress(
          receivedObjects: Int(progress.received_objects), totalObjects: Int(progress.total_objects),
          receivedBytes: receivedBytes))
    }
    return 0
  }

  private func refuse(_ error: GitError, _ code: git_error_code) -> Int32 {
    refusal = error
    git_error_set_str(Int32(GIT_ERROR_CALLBACK.rawValue), error.description)
    return code.rawValue
  }

  /// Without the padding, as OpenSSH prints fingerprints.
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(digits[value >> (18 - 6 * place) & 63]) }
    }
    return text
  }

  /// What a failed call of libgit2 comes to.
  func error(_ code: Int32) -> GitError {
    if let refusal { return refusal }
    let message = LibGit2.message()
    if code == GIT_EAUTH.rawValue || message.contains("status code: 401") || message.contains("status code: 403") {
      return .authenticationFailed(url: remote.url)
    }
    if code == GIT_ECERTIFICATE.rawValue { return .untrustedCertificate(url: remote.url) }
    let category = git_error_last().map { $0.pointee.klass } ?? 0
    let network = [GIT_ERROR_NET, GIT_ERROR_SSL, GIT_ERROR_SSH, GIT_ERROR_HTTP, GIT_ERROR_OS, GIT_ERROR_REPOSITORY]
    if network.contains(where: { Int32($0.rawValue) == category }) || code == GIT_ENOTFOUND.rawValue {
      return .unreachable(url: remote.url, message: message)
    }
    return LibGit2.error(code)
  }
}
