import Foundation
import Git
import TestRepository
import Testing

private let hasKeygen = FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh-keygen")
private let hasGPG = FileManager.default.isExecutableFile(atPath: "/usr/bin/gpg")

@Suite struct SignatureTests {
  private func verdict(_ test: TestRepository, _ id: String, _ policy: SignaturePolicy) async throws -> SignatureVerdict
  {
    try await GitSource(path: test.path).verify(id, policy)
  }

  @Test func aCommitWithoutSignatureIsUnsigned() async throws {
    let test = try TestRepository()
    let id = try test.commit(["a.yaml": "1"])
    #expect(try await verdict(test, id, SignaturePolicy(allowedSigners: "")) == .unsigned)
  }

  private struct SSHKey {
    var path: String
    var publicKey: String
    var fingerprint: String

    init(_ test: TestRepository, _ name: String, type: [String] = ["-t", "ed25519"]) throws {
      path = test.directory + "/" + name
      try test.run("ssh-keygen", ["-q"] + type + ["-N", "", "-C", name, "-f", path])
      publicKey = try String(contentsOfFile: path + ".pub", encoding: .utf8).split(separator: " ").prefix(2)
        .joined(separator: " ")
      let line = try test.run("ssh-keygen", ["-l", "-f", path + ".pub"])
      fingerprint = line.split(separator: " ").map(String.init).first { $0.hasPrefix("SHA256:") } ?? ""
    }
  }

  private func signed(_ test: TestRepository, by key: SSHKey, date: String? = nil) throws -> String {
    try test.git(
      [
        "-c", "gpg.format=ssh", "-c", "user.signingkey=" + key.path, "commit", "-q", "--allow-empty", "-S", "-m",
        "signed",
      ],
      environment: date.map { ["GIT_COMMITTER_DATE": $0, "GIT_AUTHOR_DATE": $0] } ?? [:])
    return try test.git(["rev-parse", "HEAD"])
  }

  @Test(
    .enabled(if: hasKeygen, "ssh-keygen is not installed"),
    arguments: [["-t", "ed25519"], ["-t", "ecdsa", "-b", "256"], ["-t", "rsa", "-b", "3072"]])
  func anAllowedKeyIsGood(_ type: [String]) async throws {
    let test = try TestRepository()
    let key = try SSHKey(test, "key", type: type)
    let stranger = try SSHKey(test, "stranger")
    let id = try signed(test, by: key)
    let policy = SignaturePolicy(allowedSigners: "ada@example.org \(key.publicKey)\n")
    let found = try await verdict(test, id, policy)
    #expect(
      found
        == .good(.init(kind: .ssh, principal: "ada@example.org", fingerprint: key.fingerprint)))
    let other = try signed(test, by: stranger)
    guard case .refused = try await verdict(test, other, policy) else {
      Issue.record("a stranger's signature was not refused")
      return
    }
  }

  @Test(.enabled(if: hasKeygen, "ssh-keygen is not installed"))
  func theOptionsOfAnAllowedSignerCount() async throws {
    let test = try TestRepository()
    let key = try SSHKey(test, "key")
    let id = try signed(test, by: key, date: "2024-02-29T12:00:00Z")
    func isGood(_ options: String) async throws -> Bool {
      try await verdict(test, id, SignaturePolicy(allowedSigners: "a \(options) \(key.publicKey)\n")).signer != nil
    }
    #expect(try await isGood("namespaces=\"git\""))
    #expect(try await !isGood("namespaces=\"file\""))
    #expect(try await isGood("valid-after=\"20240229115959Z\",valid-before=\"20240229120001Z\""))
    #expect(try await !isGood("valid-after=\"20240229120001Z\""))
    #expect(try await !isGood("valid-before=\"20240229115959Z\""))
    #expect(try await verdict(test, id, SignaturePolicy()).signer == nil)
    #expect(try await verdict(test, id, SignaturePolicy(allowedSigners: "")).signer == nil)
  }

  @Test(.enabled(if: hasKeygen, "ssh-keygen is not installed"))
  func aChangedCommitIsRefused() async throws {
    let test = try TestRepository()
    let key = try SSHKey(test, "key")
    let id = try signed(test, by: key)
    let text = try test.git(["cat-file", "commit", id])
    let forged = try test.git(
      ["hash-object", "-t", "commit", "-w", "--stdin"],
      input: text.replacing("\n\nsigned", with: "\n\nforged") + "\n")
    let policy = SignaturePolicy(allowedSigners: "a \(key.publicKey)\n")
    #expect(try await verdict(test, id, policy).signer != nil)
    guard case .refused = try await verdict(test, forged, policy) else {
      Issue.record("a forged commit was not refused")
      return
    }
    let mangled = try test.git(
      ["hash-object", "-t", "commit", "-w", "--stdin"],
      input: text.replacing("U1NIU0lH", with: "U1NIU0lI") + "\n")
    #expect(try await verdict(test, mangled, policy).signer == nil)
  }

  @Test(.enabled(if: hasGPG, "gpg is not installed"), .timeLimit(.minutes(2)))
  func openPGPKeysAreJudgedByTheirOwnKeyring() async throws {
    let test = try TestRepository()
    // A socket's path is short: gpg-agent cannot listen below a long one.
    let home = "/tmp/vbg-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(
      atPath: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer {
      _ = try? test.run("gpgconf", ["--kill", "gpg-agent"], environment: ["GNUPGHOME": home])
      try? FileManager.default.removeItem(atPath: home)
    }
    func gpg(_ arguments: [String]) throws -> String {
      try test.run("gpg", ["--batch", "--no-tty"] + arguments, environment: ["GNUPGHOME": home])
    }
    for (name, expiry) in [("Ada <ada@example.org>", "never"), ("Eve <eve@example.org>", "never")] {
      _ = try gpg(["--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", expiry])
    }
    let fingerprint = try #require(
      try gpg(["--with-colons", "--list-keys", "ada@example.org"]).split(separator: "\n")
        .first { $0.hasPrefix("fpr:") }?.split(separator: ":").last.map(String.init))
    func signed(_ key: String) throws -> String {
      try test.git(
        ["-c", "user.signingkey=" + key, "commit", "-q", "--allow-empty", "-S", "-m", "signed"],
        environment: ["GNUPGHOME": home])
      return try test.git(["rev-parse", "HEAD"])
    }
    let policy = SignaturePolicy(openPGPKeys: try gpg(["--armor", "--export", "ada@example.org"]))
    let ada = try signed("ada@example.org")
    let found = try await verdict(test, ada, policy)
    #expect(
      found
        == .good(.init(kind: .openPGP, principal: "Ada <ada@example.org>", fingerprint: fingerprint)))
    guard case .refused = try await verdict(test, try signed("eve@example.org"), policy) else {
      Issue.record("a stranger's signature was not refused")
      return
    }
    let text = try test.git(["cat-file", "commit", ada])
    let forged = try test.git(
      ["hash-object", "-t", "commit", "-w", "--stdin"],
      input: text.replacing("\n\nsigned", with: "\n\nforged") + "\n")
    #expect(try await verdict(test, forged, policy) == .refused("it does not fit the commit"))
    #expect(try await verdict(test, ada, SignaturePolicy(allowedSigners: "")).signer == nil)
  }
}
