import FuzzRounds
import NIOHTTP1
import Testing

@testable import AdminAPI

package enum RequestFuzz {
  /// What the server makes of a request's target, and of a `Host` or `Origin` while it is bound to a loopback address.
  package static func run(bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for method in [HTTPMethod.GET, .DELETE, .POST] {
      switch Route(method: method, target: text) {
      case .call(let id): #expect(method == .GET && !id.isEmpty && id.utf8.count <= 256)
      case .hangUp(let id): #expect(method == .DELETE && !id.isEmpty && id.utf8.count <= 256)
      case .revokeToken(let id): #expect(method == .DELETE && !id.isEmpty)
      case .revision(let number), .files(let number): #expect(method == .GET && number ?? 1 > 0)
      case .revisions(let limit, _): #expect(method == .GET && (1...1000).contains(limit))
      case .notFound, .notAllowed, .badTarget, .badQuery: break
      case .plan, .apply, .rollback, .suspend, .resume, .webhook, .createToken: #expect(method == .POST)
      default: #expect(method == .GET)
      }
    }
    let check = HostCheck(boundTo: "127.0.0.1")
    if check.refusal(["host": text]) == nil { #expect(isOfThisMachine(text), "\(text.debugDescription)") }
    if check.refusal(["host": "localhost", "origin": text]) == nil, let scheme = text.firstRange(of: "://") {
      #expect(isOfThisMachine(text[scheme.upperBound...]), "\(text.debugDescription)")
    }
  }

  /// Whether no name server was asked for the name.
  private static func isOfThisMachine(_ authority: some StringProtocol) -> Bool {
    let name = authority.lowercased().prefix { $0 != ":" }
    return name == "localhost" || name.allSatisfy { "0123456789.".contains($0) } || authority.hasPrefix("[::1]")
  }
}

@Suite struct RequestFuzzTests {
  @Test func mutations() {
    let seeds = [
      "/v1/calls/a%2Fb", "/v1/events?from=17&follow=true", "/v1/calls", "/healthz",
      "/v1/revisions?limit=3&before=9", "/v1/revisions/live/files", "/v1/apply?dryRun=1", "/v1/resources/Bot/acme/a",
      "/v1/tokens/0123456789abcdef", "/v1/resources?kind=Bot", "/v1/webhook", "localhost:8080", "127.0.0.1:8080",
      "[::1]:80", "http://localhost:8080", "https://127.0.0.1",
    ].map { Array($0.utf8) }
    let alphabet = Array("/%?:.[]@#\\+- 0aé\r\n\u{0}".utf8)
    var state: UInt64 = 5
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in FuzzRounds(20_000) {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<random(5) {
        let at = random(bytes.count + 1)
        switch random(4) {
        case 0 where at < bytes.count: bytes[at] = UInt8(random(256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + random(4)))
        default: bytes.insert(alphabet[random(alphabet.count)], at: at)
        }
      }
      RequestFuzz.run(bytes: bytes)
    }
  }
}
