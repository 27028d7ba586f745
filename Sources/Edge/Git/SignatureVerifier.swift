/// Judges commit signatures with the machine's `ssh-keygen` and `gpg`, each in a child process with a deadline, an
/// environment and files of its own: neither the user's keyring nor its trust settings count, only the policy.
package enum SignatureVerifier {
  /// What nil stands for is a commit without a signature.
  package static func verify(
    _ signature: CommitSignature?, _ policy: SignaturePolicy
  ) async -> SignatureVerdict {
    guard let signature else { return .unsigned }
    let text = signature.signature
    guard text.utf8.count <= 64 << 10 else { return .refused("it has \(text.utf8.count) bytes") }
    if text.hasPrefix("-----BEGIN SSH SIGNATURE-----") {
      guard let signers = policy.allowedSigners else { return .refused("no ssh key is allowed to sign") }
      return await SSHSignature.verify(signature, signers, policy.deadline)
    }
    if text.hasPrefix("-----BEGIN PGP SIGNATURE-----") {
      guard let keys = policy.openPGPKeys else { return .refused("no OpenPGP key is allowed to sign") }
      return await OpenPGPSignature.verify(signature, keys, policy.deadline)
    }
    return .refused("it is neither an ssh nor an OpenPGP signature")
  }

  static func environment(_ home: String) -> [String: String] {
    ["PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": home, "LC_ALL": "C"]
  }

  /// Why a child that did not end by itself gives no verdict.
  static func reason(_ program: String, _ outcome: ChildProcess.Outcome?) -> String {
    switch outcome?.end {
    case nil: "\(program) is not installed"
    case .timedOut: "\(program) took too long"
    case .cancelled: "cancelled"
    default: "\(program) failed: \(outcome?.errors.split(separator: "\n").first.map(String.init) ?? "no message")"
    }
  }
}

/// Signatures of the format SSHSIG, in the namespace `git`.
private enum SSHSignature {
  static func verify(
    _ signature: CommitSignature, _ signers: String, _ deadline: Duration
  ) async -> SignatureVerdict {
    guard let directory = PrivateDirectory(), directory.write("signature", signature.signature.utf8),
      directory.write("signers", signers.utf8)
    else { return .notJudged("no temporary file can be written") }
    let files = ["-f", "\(directory.path)/signers", "-s", "\(directory.path)/signature"]
    let time = "-Overify-time=\(stamp(signature.time))"
    func run(_ arguments: [String]) async -> ChildProcess.Outcome? {
      await ChildProcess(
        executable: "ssh-keygen", arguments: arguments, environment: SignatureVerifier.environment(directory.path),
        input: signature.payload, deadline: deadline
      ).run()
    }
    let found = await run(["-Y", "find-principals", time] + files)
    guard let found, case .exited(let status) = found.end else {
      return .notJudged(SignatureVerifier.reason("ssh-keygen", found))
    }
    let principals = String(decoding: found.output, as: UTF8.self).split(separator: "\n").map(String.init)
    guard status == 0, !principals.isEmpty else {
      return .refused("no allowed signer has its key, or the key was not valid when it was made")
    }
    var refusal = "it does not fit the commit"
    for principal in principals.prefix(16) {
      let outcome = await run(["-Y", "verify", "-n", "git", "-I", principal, time] + files)
      guard let outcome, case .exited(let status) = outcome.end else {
        return .notJudged(SignatureVerifier.reason("ssh-keygen", outcome))
      }
      let text = String(decoding: outcome.output, as: UTF8.self)
      if status == 0, text.hasPrefix("Good \"git\" signature"), let key = text.firstRange(of: "SHA256:") {
        let fingerprint = text[key.lowerBound...].prefix { !$0.isWhitespace }
        return .good(.init(kind: .ssh, principal: principal, fingerprint: String(fingerprint)))
      }
      if let line = outcome.errors.split(separator: "\n").first { refusal = String(line) }
    }
    return .refused(refusal)
  }

  /// `YYYYMMDDhhmmssZ`, which ssh-keygen takes for UTC.
  private static func stamp(_ time: Int64) -> String {
    let days = Int((Double(time) / 86_400).rounded(.down))
    let seconds = Int(time) - days * 86_400
    // Days to a date of the Gregorian calendar, counted in eras of 400 years that begin in March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let day = shifted - era * 146_097
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let calendarMonth = month < 10 ? month + 3 : month - 9
    let parts = [
      (year + era * 400 + (calendarMonth <= 2 ? 1 : 0), 4), (calendarMonth, 2),
      (dayOfYear - (153 * month + 2) / 5 + 1, 2),
      (seconds / 3600, 2), (seconds / 60 % 60, 2), (seconds % 60, 2),
    ]
    return parts.map { value, width in
      String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
    }.joined() + "Z"
  }
}

/// Detached OpenPGP signatures.
private enum OpenPGPSignature {
  static func verify(
    _ signature: CommitSignature, _ keys: String, _ deadline: Duration
  ) async -> SignatureVerdict {
    guard let directory = PrivateDirectory(), directory.write("signature", signature.signature.utf8),
      directory.write("keys", keys.utf8)
    else { return .notJudged("no temporary file can be written") }
    let base = ["--homedir", directory.path, "--batch", "--no-tty", "--no-autostart", "--status-fd", "1"]
    func run(_ arguments: [String], input: [UInt8] = []) async -> ChildProcess.Outcome? {
      await ChildProcess(
        executable: "gpg", arguments: base + arguments, environment: SignatureVerifier.environment(directory.path),
        input: input, deadline: deadline
      ).run()
    }
    let imported = await run(["--import", "\(directory.path)/keys"])
    guard let imported, imported.succeeded else {
      return .notJudged(SignatureVerifier.reason("gpg", imported))
    }
    let checked = await run(
      ["--trust-model", "always", "--verify", "\(directory.path)/signature", "-"], input: signature.payload)
    guard let checked, case .exited(let status) = checked.end else {
      return .notJudged(SignatureVerifier.reason("gpg", checked))
    }
    return verdict(String(decoding: checked.output, as: UTF8.self), hasSucceeded: status == 0)
  }

  /// Reads gpg's status lines: exactly one signature, and nothing said against it.
  private static func verdict(_ status: String, hasSucceeded: Bool) -> SignatureVerdict {
    var principal: String?
    var fingerprint: String?
    var signatures = 0
    for line in status.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 2, words[0] == "[GNUPG:]" else { continue }
      switch words[1] {
      case "NEWSIG": signatures += 1
      case "GOODSIG": principal = words.dropFirst(3).joined(separator: " ")
      case "VALIDSIG": fingerprint = words.count > 2 ? String(words[2]) : nil
      case "BADSIG": return .refused("it does not fit the commit")
      case "NO_PUBKEY": return .refused("the key \(words.last ?? "") is not among those allowed")
      case "EXPSIG": return .refused("it has expired")
      case "EXPKEYSIG": return .refused("its key has expired")
      case "REVKEYSIG": return .refused("its key is revoked")
      case "ERRSIG" where !status.contains("NO_PUBKEY"): return .refused("gpg cannot check it")
      default: break
      }
    }
    guard hasSucceeded, signatures == 1, let principal, let fingerprint else {
      return .refused("gpg does not call it good")
    }
    return .good(.init(kind: .openPGP, principal: principal, fingerprint: fingerprint))
  }
}
