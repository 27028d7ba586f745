import AdminAPI
import AdminClient
import Events
import Foundation
import Git
import HTTPClient
import JSON
import Service
import Store
import TestRepository
import Testing

/// Who may do what over the API, and what of one tenant another sees.
@Suite(.timeLimit(.minutes(2))) struct AccessTests {
  private typealias Bench = ConfigurationBench

  /// Tokens of every role, made before the server starts as an operator does.
  private struct Tokens {
    var texts: [Role: String] = [:]
    var acmeEditor = ""
    var acmeViewer = ""
    var expired = ""
    let data: String

    init(_ directory: String) throws {
      data = directory + "/data"
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      let database = try StoreDatabase(dataDirectory: data)
      let store = TokenStore(database)
      let now = WallClock.milliseconds()
      for role in Role.allCases { texts[role] = try store.create(name: role.rawValue, role: role, now: now).text }
      acmeEditor = try store.create(name: "acme-editor", role: .editor, tenants: ["acme"], now: now).text
      acmeViewer = try store.create(name: "acme-viewer", role: .viewer, tenants: ["acme"], now: now).text
      expired = try store.create(name: "old", role: .admin, now: now - 2000, expires: now - 1000).text
      database.close()
    }
  }

  private static func bench() async throws -> (Bench, Tokens) {
    let repository = try TestRepository()
    try repository.commit(Bench.files, "First")
    let tokens = try Tokens(repository.directory)
    let bench = try await Bench(followed: repository, data: tokens.data) { $0.asksForToken = true }
    return (bench, tokens)
  }

  @Test func rolesAndRoutes() async throws {
    let (bench, tokens) = try await Self.bench()
    // What the least role that may gets; lesser ones get 403, nobody 401.
    let rows: [(String, String, Role, Set<Int>)] = [
      ("GET", "/v1/status", .viewer, [200]), ("GET", "/v1/bots", .viewer, [200]), ("GET", "/v1/calls", .viewer, [200]),
      ("GET", "/v1/calls/x", .viewer, [404]), ("GET", "/v1/events", .viewer, [200]),
      ("GET", "/v1/revisions", .viewer, [200]), ("GET", "/v1/revisions/live", .viewer, [200]),
      ("GET", "/v1/revisions/1/files", .viewer, [200]), ("GET", "/v1/resources", .viewer, [200]),
      ("GET", "/v1/resources/Bot/acme/a1", .viewer, [200]), ("GET", "/v1/nothing", .viewer, [404]),
      ("DELETE", "/v1/calls/x", .operatorRole, [404]), ("POST", "/v1/rollback", .operatorRole, [404]),
      ("POST", "/v1/suspend", .operatorRole, [400]), ("POST", "/v1/resume", .operatorRole, [200]),
      ("POST", "/v1/plan", .editor, [415]), ("POST", "/v1/apply", .editor, [415]),
      ("GET", "/v1/tokens", .admin, [200]), ("POST", "/v1/tokens", .admin, [400]),
      ("DELETE", "/v1/tokens/0123456789abcdef", .admin, [404]),
    ]
    for (method, target, least, wanted) in rows {
      #expect(try await Self.status(bench.client(), method, target) == 401, "\(method) \(target) without a token")
      #expect(try await Self.status(bench.client(tokens.expired), method, target) == 401)
      for role in Role.allCases {
        let found = try await Self.status(bench.client(tokens.texts[role]), method, target)
        #expect(role < least ? found == 403 : wanted.contains(found), "\(role) \(method) \(target): \(found)")
      }
    }
    #expect(try await Self.status(bench.client(), "GET", "/healthz") == 200)
    #expect(try await Self.status(bench.client(), "POST", "/v1/webhook") == 202)
    #expect(try await Self.status(bench.client("vb_0123456789abcdef_00"), "GET", "/v1/status") == 401)
    try await bench.stop()
  }

  private static func status(_ client: AdminClient, _ method: String, _ target: String) async throws -> Int {
    do throws(AdminError) {
      return try await client.exchange(method, target, body: method == "POST" ? [] : nil).status
    } catch {
      guard case .refused(let answer) = error else { throw error }
      #expect(!answer.code.isEmpty && !answer.message.isEmpty)
      return answer.status
    }
  }

  @Test func tenantsAreWalls() async throws {
    let (bench, tokens) = try await Self.bench()
    let viewer = bench.client(tokens.acmeViewer)
    #expect(try await viewer.bots().allSatisfy { $0["tenant"] == "acme" })
    let resources = try await viewer.resources()
    #expect(resources.count == 4 && !resources.contains { $0["metadata"]?["tenant"] == "globex" })
    let files = try await viewer.files()
    #expect(files.files.allSatisfy { $0.path.hasPrefix("bots/acme/") || $0.path.hasPrefix("scenarios/") })
    for (target, status) in [
      ("/v1/resources?tenant=globex", 403), ("/v1/resources/Bot/globex/g1", 404), ("/v1/events?tenant=globex", 403),
    ] { #expect(try await Self.status(viewer, "GET", target) == status, "\(target)") }

    try await bench.bench.call("101")
    try await bench.bench.call("201")
    let isOver = try await eventually {
      try await bench.bench.events().count { $0["type"] == "call.ended" } == 2
    }
    #expect(isOver)
    var tenants: [JSONValue?] = []
    try await EventClient(viewer).read(EventQuery()) { line in
      tenants.append(try JSONParser.parse(Array(line))["tenant"])
    }
    #expect(tenants.count == 3 && tenants.allSatisfy { $0 == "acme" })
    let body = try await viewer.exchange("GET", "/v1/status").body
    #expect(!String(decoding: body, as: UTF8.self).contains("globex"))

    let editor = bench.client(tokens.acmeEditor)
    let own = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Ours.")])
    #expect(try await editor.apply(try bench.bundle(own))["revision"] == 2)
    #expect(
      try await bench.client(tokens.texts[.viewer]).revision()["by"]?.stringValue?.hasPrefix("acme-editor (") == true)
    for foreign in [
      ["bots/globex/g1.yaml": Bench.bot("g1", 201, greeting: "Theirs.")],
      ["bots/acme/tenant.yaml": Bench.tenant("acme") + "spec: {quotas: {concurrentCalls: 900}}\n"],
      ["voicebot.yaml": Bench.project + "spec: {defaultTenant: acme}\n"],
    ] {
      try bench.work.git(["reset", "-q", "--hard", own])
      let commit = try bench.propose(foreign)
      let refused = try await bench.refusal { _ = try await editor.apply(try bench.bundle(commit)) }
      #expect(refused.status == 403 && refused.code == "forbidden", "\(foreign.keys): \(refused)")
    }
    #expect(bench.service.revision == own)
    #expect(try await Self.status(bench.client(tokens.acmeEditor), "POST", "/v1/suspend") == 403)
    try await bench.stop()
  }

  @Test func tokensAreMadeUsedAndRevoked() async throws {
    let (bench, tokens) = try await Self.bench()
    let admin = bench.client(tokens.texts[.admin])
    let made = try await admin.createToken(name: "ci", role: "editor", tenants: ["acme"])
    let text = try #require(made["token"]?.stringValue)
    #expect(try await bench.client(text).bots().count == 3)
    let listing = try await admin.exchange("GET", "/v1/tokens").body
    let secret = try #require(text.split(separator: "_").last)
    #expect(!String(decoding: listing, as: UTF8.self).contains(secret))
    try await admin.revokeToken(try #require(made["id"]?.stringValue))
    #expect(try await Self.status(bench.client(text), "GET", "/v1/status") == 401)
    try await bench.stop()
  }

  @Test func secretsAppearNowhere() async throws {
    let canary = "canary-4f9c1d77a0b2"
    setenv("VOICEBOT_TEST_CANARY", canary, 1)
    let repository = try TestRepository()
    var files = Bench.files
    files["bots/acme/llm.yaml"] = """
      apiVersion: voicebot/v1
      kind: Provider
      metadata: {name: gpt}
      spec: {driver: openai-chat, endpoint: "http://127.0.0.1:9", model: m, secret: "env:VOICEBOT_TEST_CANARY"}

      """
    try repository.commit(files, "With a secret")
    let tokens = try Tokens(repository.directory)
    let bench = try await Bench(followed: repository, data: tokens.data)
    let commit = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Hm.")])
    var answers: [[UInt8]] = []
    for target in [
      "/v1/status", "/v1/revisions", "/v1/revisions/live", "/v1/revisions/live/files", "/v1/resources",
      "/v1/events", "/v1/tokens",
    ] { answers.append(try await bench.client.exchange("GET", target).body) }
    answers.append(Array(JSONWriter.string(try await bench.client.apply(try bench.bundle(commit))).utf8))
    let admin = try #require(tokens.texts[.admin]?.split(separator: "_").last)
    _ = try await bench.client(tokens.texts[.admin]).status()
    try await bench.stop()
    for name in try FileManager.default.contentsOfDirectory(atPath: tokens.data) {
      guard let data = FileManager.default.contents(atPath: tokens.data + "/" + name) else { continue }
      answers.append(Array(data))
    }
    #expect(answers.count > 9)
    for answer in answers {
      #expect(answer.firstRange(of: Array(canary.utf8)) == nil && answer.firstRange(of: Array(admin.utf8)) == nil)
    }
  }

  @Test func noOtherAddressWithoutTLSAndTokens() async throws {
    let repository = try TestRepository()
    try repository.commit(Bench.files, "First")
    do {
      let bench = try await ServiceBench(repository) { $0.api = ("0.0.0.0", 0) }
      try await bench.stop()
      Issue.record("it started")
    } catch let failure as VoiceService.StartFailure {
      #expect(failure.description.contains("TLS") && failure.description.contains("token"), "\(failure)")
    }
  }

  @Test func servesTLSAndReloadsIt() async throws {
    let repository = try TestRepository()
    try repository.commit(Bench.files, "First")
    let tokens = try Tokens(repository.directory)
    let files = try Certificate(in: repository.directory)
    let bench = try await ServiceBench(repository, data: tokens.data) { settings in
      settings.api = ("0.0.0.0", 0)
      settings.tls = .init(certificate: files.certificate, key: files.key)
    }
    let endpoint = AdminEndpoint(
      url: "https://localhost:\(bench.service.apiAddress.port)", token: tokens.texts[.viewer],
      authorities: files.certificate)
    #expect(try await AdminClient(endpoint).status()["number"] == 1)
    var stranger = endpoint
    stranger.authorities = nil
    await #expect(throws: AdminError.self) { _ = try await AdminClient(stranger).status() }
    var plain = endpoint
    plain.url = "http://localhost:\(bench.service.apiAddress.port)"
    await #expect(throws: AdminError.self) { _ = try await AdminClient(plain).status() }

    try files.make()
    await #expect(throws: AdminError.self) { _ = try await AdminClient(endpoint).status() }
    try bench.service.reloadCertificates()
    #expect(try await AdminClient(endpoint).status()["number"] == 1)
    try Data("nonsense".utf8).write(to: URL(fileURLWithPath: files.certificate + ".bad"))
    try await bench.stop()
  }
}

/// A certificate of its own authority for `localhost`.
private struct Certificate {
  let certificate: String
  let key: String

  init(in directory: String) throws {
    certificate = directory + "/server.pem"
    key = directory + "/server.key"
    try make()
  }

  func make() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl made no certificate")
  }
}
