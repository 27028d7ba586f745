import Foundation
import Git
import TestRepository
import Testing

private let hasServer =
  FileManager.default.fileExists(atPath: "/usr/lib/git-core/git-http-backend")
  && FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl") && PythonServer.python != nil

/// Against `git http-backend` behind a TLS server of Python's, with an authority made for the test.
@Suite(.enabled(if: hasServer, "git http-backend, openssl or python3 is missing"), .timeLimit(.minutes(2)))
struct HTTPSTests {
  private static let token = "canary-token-4711"

  private func failure(_ mirror: GitMirror, _ remote: GitRemote) async -> GitError? {
    do throws(GitError) {
      _ = try await mirror.fetch(remote, deadline: .seconds(20))
      return nil
    } catch {
      return error
    }
  }

  @Test func aTokenAndAnAuthorityLetIn() async throws {
    let test = try TestRepository()
    let first = try test.commit(["a.yaml": "1"])
    let server = try PythonServer(test, token: Self.token)
    let mirror = TestMirror.make(test)
    let remote = GitRemote(
      url: server.url + "/repository/.git", credentials: .token(Self.token), authorities: server.authorities)
    #expect(try await mirror.fetch(remote).movement == .created(new: first))
    let second = try test.commit(["a.yaml": "2"])
    #expect(try await mirror.fetch(remote).movement == .advanced(old: first, new: second))
    #expect(try await mirror.fetch(remote).movement == .unchanged(second))
  }

  @Test func otherwiseNobodyIsLetIn() async throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "1"])
    let server = try PythonServer(test, token: Self.token)
    let mirror = TestMirror.make(test)
    let url = server.url + "/repository/.git"
    let wrong = GitRemote(url: url, credentials: .token("wrong"), authorities: server.authorities)
    #expect(await failure(mirror, wrong) == .authenticationFailed(url: url))
    let without = GitRemote(url: url, authorities: server.authorities)
    #expect(await failure(mirror, without) == .authenticationFailed(url: url))
    for authorities in [nil, try PythonServer.authority(test, "other")] {
      let error = await failure(
        mirror, GitRemote(url: url, credentials: .token(Self.token), authorities: authorities))
      #expect(error == .untrustedCertificate(url: url))
      #expect(error?.fix != nil)
    }
    // The certificate is for another name than this.
    let elsewhere = url.replacing("localhost", with: "127.0.0.1")
    let other = GitRemote(url: elsewhere, credentials: .token(Self.token), authorities: server.authorities)
    #expect(await failure(mirror, other) == .untrustedCertificate(url: elsewhere))
  }

  @Test func whatIsMissingEmptyElsewhereOrCutOffIsSaid() async throws {
    let test = try TestRepository()
    try test.git(["init", "-q", "--bare", test.directory + "/empty.git"])
    let first = try test.commit(["a.yaml": "1"])
    let server = try PythonServer(test, token: "")
    let mirror = TestMirror.make(test)
    func remote(_ path: String, branch: String? = nil) -> GitRemote {
      GitRemote(url: server.url + path, branch: branch, authorities: server.authorities)
    }
    #expect(await failure(mirror, remote("/empty.git")) == .emptyRemote(url: server.url + "/empty.git"))
    #expect(await failure(mirror, remote("/repository/.git", branch: "gone")) == .noSuchBranch("gone"))
    // Another host gets neither a connection nor the credentials: its certificate is not even looked at.
    for path in ["/nothing.git", "/away/repository/.git"] {
      let error = await failure(mirror, remote(path))
      guard case .unreachable = error else {
        Issue.record("\(path): \(String(describing: error))")
        continue
      }
    }
    _ = try await mirror.fetch(remote("/repository/.git"))
    try test.commit(["a.yaml": String(repeating: "more ", count: 1000)])
    #expect(await failure(mirror, remote("/half/repository/.git")) != nil)
    #expect(try await mirror.source(branch: "main").tip() == first)
    let pack = mirror.directory + "/objects/pack"
    _ = try await mirror.fetch(remote("/repository/.git"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: pack).allSatisfy { $0.hasPrefix("pack-") })
  }

  @Test func theTokenIsInNoCommandLineOrEnvironment() async throws {
    let test = try TestRepository()
    try test.commit(["a.yaml": "1"])
    let server = try SilentServer()
    let remote = GitRemote(url: "http://127.0.0.1:\(server.port)/x.git", credentials: .token(Self.token))
    let mirror = TestMirror.make(test)
    let task = Task { await failure(mirror, remote) }
    await server.accepted()
    var seen = 0
    for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(process) != nil {
      guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"),
        String(decoding: line, as: UTF8.self).contains("GitChildTool")
      else { continue }
      seen += 1
      let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
      #expect(!String(decoding: line, as: UTF8.self).contains(Self.token))
      #expect(!String(decoding: environment, as: UTF8.self).contains(Self.token))
    }
    #expect(seen >= 1)
    task.cancel()
    #expect(await task.value == .cancelled)
    let found = try? test.run("grep", ["-r", "-l", Self.token, test.directory])
    #expect(found == nil)
  }
}

/// Gone with its owner.
final class PythonServer: Sendable {
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/root/.pyenv/shims/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  let url: String
  let authorities: String
  private let daemon: Daemon

  init(_ test: TestRepository, token: String) throws {
    authorities = try Self.authority(test, "authority")
    let place = test.directory + "/authority"
    try test.run(
      "openssl",
      ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost"]
        + ["-keyout", place + "/server.key", "-out", place + "/server.csr"])
    try Data("subjectAltName=DNS:localhost\n".utf8).write(to: URL(fileURLWithPath: place + "/extensions"))
    try test.run(
      "openssl",
      ["x509", "-req", "-in", place + "/server.csr", "-CA", place + "/ca.pem", "-CAkey", place + "/ca.key"]
        + ["-CAcreateserial", "-days", "2", "-extfile", place + "/extensions", "-out", place + "/server.pem"])
    let script = place + "/server.py"
    try Data(Self.script.utf8).write(to: URL(fileURLWithPath: script))
    daemon = try Daemon(
      [Self.python ?? "", script, test.directory, place + "/server.pem", place + "/server.key", token]
    ) { $0.contains("\n") }
    let port = daemon.greeting.trimmingCharacters(in: .whitespacesAndNewlines)
    try #require(Int(port) != nil)
    url = "https://localhost:\(port)"
  }

  /// The PEM text of a new authority in a directory of that name.
  static func authority(_ test: TestRepository, _ name: String) throws -> String {
    let place = test.directory + "/" + name
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try test.run(
      "openssl",
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        + ["-subj", "/CN=\(name)", "-keyout", place + "/ca.key", "-out", place + "/ca.pem"])
    return try String(contentsOfFile: place + "/ca.pem", encoding: .utf8)
  }

  private static let script = #"""
    import base64, http.server, os, signal, ssl, subprocess, sys
    root, certificate, key, token = sys.argv[1:5]
    signal.alarm(120)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments):
            pass

        def answer(self, status, headers, body):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.path.startswith("/half/") and len(body) > 600:
                body = body[: len(body) // 2]
                self.close_connection = True
            self.wfile.write(body)

        def git(self):
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            if self.headers.get("Transfer-Encoding") == "chunked":
                while True:
                    size = int(self.rfile.readline(), 16)
                    body += self.rfile.read(size)
                    self.rfile.readline()
                    if size == 0:
                        break
            wanted = "Basic " + base64.b64encode(("x-access-token:" + token).encode()).decode()
            if token and self.headers.get("Authorization") != wanted:
                return self.answer(401, [("WWW-Authenticate", 'Basic realm="git"')], b"")
            path, _, query = self.path.partition("?")
            if path.startswith("/away/"):
                port = self.server.server_address[1]
                return self.answer(302, [("Location", f"https://127.0.0.1:{port}{self.path[5:]}")], b"")
            environment = {
                "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": root, "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": path.removeprefix("/half"), "QUERY_STRING": query, "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
                "REMOTE_ADDR": "127.0.0.1", "HOME": root, "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            }
            done = subprocess.run(["git", "http-backend"], input=body, env=environment, stdout=subprocess.PIPE)
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            headers = [tuple(line.split(": ", 1)) for line in head.decode().split("\r\n") if ": " in line]
            status = next((int(value.split()[0]) for name, value in headers if name == "Status"), 200)
            self.answer(status, [header for header in headers if header[0] != "Status"], content)

        do_GET = do_POST = git

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()
    """#
}
