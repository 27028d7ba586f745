import AdminClient
import Events
import Foundation
import Git
import JSON
import Service
import Store
import TestRepository
import Testing

/// What a token of one tenant neither sees nor changes of another's, and that it ends when it is ended.
@Suite(.timeLimit(.minutes(2))) struct TenantWallTests {
  private typealias Bench = ConfigurationBench

  /// One with an environment that is not in use, and an editor of `acme`.
  private static func bench(_ role: Role = .editor) async throws -> (
    Bench, editor: AdminClient, id: String, data: String
  ) {
    let repository = try TestRepository()
    var files = Bench.files
    files["environments/staging.yaml"] = patch("a1", "acme", "Staged.") + "---\n" + patch("g1", "globex", "Staged.")
    try repository.commit(files, "First")
    let data = repository.directory + "/data"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    let database = try StoreDatabase(dataDirectory: data)
    let made = try TokenStore(database).create(
      name: "acme", role: role, tenants: ["acme"], now: WallClock.milliseconds())
    database.close()
    let bench = try await Bench(followed: repository, data: data)
    return (bench, bench.client(made.text), made.token.id, data)
  }

  private static func patch(_ bot: String, _ tenant: String, _ greeting: String) -> String {
    """
    apiVersion: voicebot/v1
    kind: Bot
    metadata: {name: \(bot), tenant: \(tenant)}
    spec: {greeting: "\(greeting)"}

    """
  }

  /// A commit that somebody else pushed and that was refused is in the repository, and its id in the history.
  @Test func othersFindingsAreNotTold() async throws {
    let (bench, editor, _, _) = try await Self.bench()
    let canary = "northwind-canary"
    let refused = try await bench.push([
      "bots/globex/g1.yaml": Bench.bot("g1", 201) + "# \(canary)\n  \(canary): 1\n",
      "bots/acme/a2.yaml": Bench.bot("a2", 102) + "unknown: 1\n",
    ])
    #expect(bench.service.revision != refused)
    for isPlan in [true, false] {
      let answer = try await bench.refusal {
        _ = isPlan ? try await editor.plan(.commit(refused)) : try await editor.apply(.commit(refused))
      }
      #expect(answer.status == 422 && !"\(answer)".contains(canary) && !"\(answer)".contains("globex"), "\(answer)")
      #expect(answer.diagnostics.map { $0["file"] } == ["bots/acme/a2.yaml"])
    }
    let whole = try await bench.refusal { _ = try await bench.client.plan(.commit(refused)) }
    #expect("\(whole)".contains(canary))
    // What it would change of others' is not told either.
    let foreign = try await bench.push([
      "bots/globex/g1.yaml": Bench.bot("g1", 201), "bots/acme/a2.yaml": Bench.bot("a2", 102),
      "bots/globex/\(canary).yaml": Bench.bot(canary, 209),
    ])
    _ = try await bench.client.rollback(to: 1)
    let answer = try await bench.refusal { _ = try await editor.plan(.commit(foreign)) }
    #expect(answer.status == 403 && !"\(answer)".contains(canary), "\(answer)")
    try await bench.stop()
  }

  @Test func filesOfOthersStayEvenWhereTheyHaveNoEffect() async throws {
    let (bench, editor, _, _) = try await Self.bench()
    let base = try bench.work.git(["rev-parse", "HEAD"])
    let staging = Self.patch("a1", "acme", "Staged.") + "---\n" + Self.patch("g1", "globex", "Staged.")
    let foreign: [[String: String]] = [
      ["environments/staging.yaml": staging.replacing("Staged.", with: "Taken over.")],
      ["environments/staging.yaml": staging + "# voicebot: ignore VB0300 everything\n"],
      ["environments/staging.yaml": staging + "---\n" + Self.patch("g2", "globex", "Hm.")],
      ["environments/other.yaml": Self.patch("g1", "globex", "Taken over.")],
      ["bots/globex/g1.yaml": Bench.bot("g1", 201) + "# a word\n"],
      ["voicebot.yaml": Bench.project + "# a word\n"],
      ["bots/acme/tenant.yaml": Bench.tenant("acme") + "# a word\n"],
    ]
    for files in foreign {
      try bench.work.git(["reset", "-q", "--hard", base])
      let commit = try bench.propose(files)
      let refused = try await bench.refusal { _ = try await editor.apply(try bench.bundle(commit)) }
      let path = files.keys.first ?? ""
      #expect(refused.status == 403 && refused.message.contains(path), "\(path): \(refused)")
    }
    #expect(bench.service.revision == base)
    for files in [
      ["environments/staging.yaml": staging.replacing("\"Staged.\"}\n---", with: "\"Ours.\"} # a word\n---")],
      ["bots/acme/a1.yaml": Bench.bot("a1", 101) + "# a word\n"],
    ] {
      try bench.work.git(["reset", "-q", "--hard", try #require(bench.service.revision)])
      let commit = try bench.propose(files)
      #expect(try await editor.apply(try bench.bundle(commit))["commit"]?.stringValue == commit)
    }
    // Whoever reads a part of the files is told which.
    #expect(try await editor.files().tenants == ["acme"])
    #expect(try await bench.client.files().tenants == nil)
    try await bench.stop()
  }

  @Test func aRevokedTokensStreamEnds() async throws {
    let (bench, reader, id, _) = try await Self.bench(.viewer)
    let following = Task {
      var query = EventQuery()
      query.follow = true
      try await EventClient(reader).read(query) { _ in }
    }
    let isListening = try await eventually { try await reader.bots().count == 3 }
    #expect(isListening)
    try await bench.client.revokeToken(id)
    do {
      try await following.value
      Issue.record("it ended by itself")
    } catch AdminError.refused(let answer) { #expect(answer.status == 401) }
    try await bench.stop()
  }

  @Test func aRevokedTokensSocketEnds() async throws {
    let (bench, _, _, data) = try await Self.bench(.viewer)
    let database = try StoreDatabase(dataDirectory: data)
    let text = try TokenStore(database).create(name: "second", role: .viewer, now: WallClock.milliseconds())
    database.close()
    let socket = try RawSocket(port: bench.port)
    socket.send(
      "GET /v1/events/ws HTTP/1.1\r\nhost: localhost:\(bench.port)\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
        + "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "authorization: Bearer \(text.text)\r\n\r\n")
    #expect(socket.receive().starts(with: Array("HTTP/1.1 101".utf8)))
    try await bench.client.revokeToken(text.token.id)
    var rest: [UInt8] = []
    while case let more = socket.receive(), !more.isEmpty { rest += more }
    // A close frame with 1008.
    #expect(rest.suffix(4) == [0x88, 0x02, 0x03, 0xF0], "\(rest)")
    try await bench.stop()
  }
}

/// A connection whose bytes the test writes itself; reading gives up after twenty seconds.
private final class RawSocket {
  private let file: Int32

  init(port: Int) throws {
    file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(code == 0)
  }

  deinit { close(file) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(write(file, bytes, bytes.count) == bytes.count)
  }

  func receive() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &buffer, buffer.count)
    return Array(buffer.prefix(max(0, count)))
  }
}
