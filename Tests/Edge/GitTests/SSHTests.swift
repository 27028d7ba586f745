import Foundation
import Git
import TestRepository
import Testing

/// Against the machine's `sshd` on a port of its own with keys made for the test.
@Suite(
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/sshd"), "sshd is not installed"),
  .timeLimit(.minutes(2)))
struct SSHTests {
  private func failure(_ mirror: GitMirror, _ remote: GitRemote) async -> GitError? {
    do throws(GitError) {
      _ = try await mirror.fetch(remote, deadline: .seconds(20))
      return nil
    } catch {
      return error
    }
  }

  @Test func aKnownHostLetsAKnownKeyIn() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let server = try SSHServer(test)
    let mirror = TestMirror.make(test)
    let remote = GitRemote(
      url: server.url + test.path, credentials: .sshKey(server.key), knownHosts: server.knownHosts)
    #expect(try await mirror.fetch(remote).movement == .created(new: first))
    let second = try test.commit(["a.yaml": "2"])
    #expect(try await mirror.fetch(remote).movement == .advanced(old: first, new: second))
  }

  @Test func anUnknownHostIsRefusedWithItsFingerprint() async throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "1"])
    let server = try SSHServer(test)
    let mirror = TestMirror.make(test)
    let other = try SSHServer.makeKey(test, "other").publicKey
    for hosts in [nil, "", "[localhost]:\(server.port) \(other)\n", "[localhost]:22 \(server.hostKey)\n"] {
      let remote = GitRemote(url: server.url + test.path, credentials: .sshKey(server.key), knownHosts: hosts)
      #expect(
        await failure(mirror, remote) == .unknownHostKey(host: "localhost", fingerprint: server.hostFingerprint))
    }
  }

  @Test func anUnknownKeyIsRefused() async throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "1"])
    let server = try SSHServer(test)
    let mirror = TestMirror.make(test)
    let url = server.url + test.path
    let stranger = try SSHServer.makeKey(test, "stranger").privateKey
    for credentials in [GitCredentials.sshKey(stranger), nil, .token("x")] {
      let remote = GitRemote(url: url, credentials: credentials, knownHosts: server.knownHosts)
      #expect(await failure(mirror, remote) == .authenticationFailed(url: url))
    }
    let mangled = GitRemote(url: url, credentials: .sshKey("not a key"), knownHosts: server.knownHosts)
    #expect(await failure(mirror, mangled) != nil)
  }

  @Test func aKeyWithAPassphraseIsOpened() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let server = try SSHServer(test, passphrase: "open sesame")
    func remote(_ passphrase: String?) -> GitRemote {
      GitRemote(
        url: server.url + test.path, credentials: .sshKey(server.key, passphrase: passphrase),
        knownHosts: server.knownHosts)
    }
    let mirror = TestMirror.make(test)
    #expect(await failure(mirror, remote("wrong")) != nil)
    #expect(try await mirror.fetch(remote("open sesame")).movement == .created(new: first))
  }
}

/// Gone with its owner.
final class SSHServer: Sendable {
  let port: UInt16
  let url: String
  /// The client's private key.
  let key: String
  let hostKey: String
  let hostFingerprint: String
  private let daemon: Daemon

  var knownHosts: String { "[localhost]:\(port) \(hostKey)\n" }

  init(_ test: TestRepository, passphrase: String = "") throws {
    let host = try Self.makeKey(test, "host")
    let client = try Self.makeKey(test, "client", passphrase: passphrase)
    hostKey = host.publicKey
    hostFingerprint = host.fingerprint
    key = client.privateKey
    try Data((client.publicKey + "\n").utf8).write(to: URL(fileURLWithPath: test.directory + "/authorized"))
    // Where sshd runs as root it insists on this directory, which its service makes at boot.
    if getuid() == 0 {
      try? FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
    }
    port = try SilentServer().port
    let configuration = """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(test.directory)/host
      AuthorizedKeysFile \(test.directory)/authorized
      PidFile none
      StrictModes no
      UsePAM no
      PermitRootLogin yes
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: test.directory + "/sshd_config"))
    daemon = try Daemon(["/usr/sbin/sshd", "-D", "-e", "-f", test.directory + "/sshd_config"]) {
      $0.contains("Server listening")
    }
    url = "ssh://\(NSUserName())@localhost:\(port)"
  }

  static func makeKey(
    _ test: TestRepository, _ name: String, passphrase: String = ""
  ) throws -> (privateKey: String, publicKey: String, fingerprint: String) {
    let path = test.directory + "/" + name
    try test.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", path])
    let line = try test.run("ssh-keygen", ["-l", "-f", path + ".pub"])
    let words = try String(contentsOfFile: path + ".pub", encoding: .utf8).split(separator: " ")
    return (
      try String(contentsOfFile: path, encoding: .utf8), words.prefix(2).joined(separator: " "),
      line.split(separator: " ").map(String.init).first { $0.hasPrefix("SHA256:") } ?? ""
    )
  }
}
