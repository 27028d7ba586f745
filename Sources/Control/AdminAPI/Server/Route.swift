import Events
import NIOHTTP1
import Store

/// The table of what the API answers: one row a path and method.
enum Route: Sendable, Equatable {
  case health, status, bots, calls
  case events(query: String)
  /// Upgraded before it gets here; reached only by a request that is no WebSocket handshake.
  case eventsSocket
  case call(String)
  case hangUp(String)
  case revisions(limit: Int, before: Int?)
  /// Nil is the live one.
  case revision(Int?)
  case files(Int?)
  case plan
  case apply(isRehearsal: Bool)
  case rollback, suspend, resume
  case resources(kind: String?, tenant: String?)
  case resource(kind: String, tenant: String?, name: String)
  case webhook
  case tokens, createToken
  case revokeToken(String)
  case notFound
  case notAllowed(String)
  case badTarget
  case badQuery(String)

  static let socketPath = "/v1/events/ws"

  init(method: HTTPMethod, target: String) {
    let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    let query = parts.count > 1 ? String(Substring(parts[1])) : ""
    var path: [String] = []
    for part in (parts.first ?? ""[...].utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let name = try? PercentCoding.decode(part) else {
        self = .badTarget
        return
      }
      path.append(name)
    }
    guard path.first == "", !path.dropFirst().contains(where: { $0.isEmpty || $0.utf8.count > 256 }) else {
      self = .notFound
      return
    }
    self = Self.find(Array(path.dropFirst()), method, query)
  }

  private static func find(_ path: [String], _ method: HTTPMethod, _ query: String) -> Route {
    func reading(_ route: Route) -> Route { method == .GET || method == .HEAD ? route : .notAllowed("GET, HEAD") }
    func posting(_ route: Route) -> Route { method == .POST ? route : .notAllowed("POST") }
    if path == ["healthz"] { return reading(.health) }
    guard path.first == "v1", path.count > 1 else { return .notFound }
    let rest = Array(path.dropFirst(2))
    switch (path[1], rest.count) {
    case ("status", 0): return reading(.status)
    case ("bots", 0): return reading(.bots)
    case ("calls", 0): return reading(.calls)
    case ("calls", 1):
      if method == .DELETE { return .hangUp(rest[0]) }
      return method == .GET || method == .HEAD ? .call(rest[0]) : .notAllowed("GET, HEAD, DELETE")
    case ("events", 0): return reading(.events(query: query))
    case ("events", 1) where rest[0] == "ws": return method == .GET ? .eventsSocket : .notAllowed("GET")
    case ("revisions", 0): return reading(revisions(query))
    case ("revisions", 1), ("revisions", 2):
      guard let number = number(rest[0]), rest.count == 1 || rest[1] == "files" else { return .notFound }
      return reading(rest.count == 1 ? .revision(number) : .files(number))
    case ("plan", 0): return posting(.plan)
    case ("apply", 0): return posting(apply(query))
    case ("rollback", 0): return posting(.rollback)
    case ("suspend", 0): return posting(.suspend)
    case ("resume", 0): return posting(.resume)
    case ("resources", 0): return reading(resources(query))
    case ("resources", 3):
      return reading(.resource(kind: rest[0], tenant: rest[1] == "-" ? nil : rest[1], name: rest[2]))
    case ("webhook", 0): return posting(.webhook)
    case ("tokens", 0):
      return method == .POST
        ? .createToken : method == .GET || method == .HEAD ? .tokens : .notAllowed("GET, HEAD, POST")
    case ("tokens", 1): return method == .DELETE ? .revokeToken(rest[0]) : .notAllowed("DELETE")
    default: return .notFound
    }
  }

  /// A revision's number; the inner nil is `live`, the outer what is neither.
  private static func number(_ text: String) -> Int?? {
    if text == "live" { return .some(nil) }
    guard let number = Int(text), number > 0 else { return nil }
    return .some(number)
  }

  private static func revisions(_ text: String) -> Route {
    guard let query = parameters(text, allowed: ["limit", "before"]) else { return .badQuery("limit and before") }
    let limit = query["limit"].map { Int($0) } ?? 50
    let before = query["before"].map { Int($0) }
    guard let limit, (1...1000).contains(limit) else { return .badQuery("limit, 1 to 1000") }
    if let before, before == nil { return .badQuery("before, a revision's number") }
    return .revisions(limit: limit, before: before ?? nil)
  }

  private static func apply(_ text: String) -> Route {
    guard let query = parameters(text, allowed: ["dryRun"]) else { return .badQuery("dryRun") }
    guard let value = query["dryRun"] else { return .apply(isRehearsal: false) }
    guard ["1", "true", "", "0", "false"].contains(value) else { return .badQuery("dryRun, 0 or 1") }
    return .apply(isRehearsal: value != "0" && value != "false")
  }

  private static func resources(_ text: String) -> Route {
    guard let query = parameters(text, allowed: ["kind", "tenant"]) else { return .badQuery("kind and tenant") }
    return .resources(kind: query["kind"], tenant: query["tenant"])
  }

  /// Nil where a parameter is not known, repeated or not decodable: one that is silently ignored would do what was not
  /// asked for.
  private static func parameters(_ text: String, allowed: Set<String>) -> [String: String]? {
    var found: [String: String] = [:]
    for part in text.utf8.split(separator: UInt8(ascii: "&")) {
      let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = try? PercentCoding.decode(halves[0]), allowed.contains(name), found[name] == nil,
        let value = halves.count > 1 ? try? PercentCoding.decode(halves[1]) : ""
      else { return nil }
      found[name] = value
    }
    return found
  }
}

extension Route {
  /// The least role that may ask for it; nil asks for no token.
  var role: Role? {
    switch self {
    case .health, .webhook: nil
    case .status, .bots, .calls, .call, .events, .eventsSocket, .revisions, .revision, .files, .resources, .resource:
      .viewer
    case .hangUp, .rollback, .suspend, .resume: .operatorRole
    case .plan, .apply: .editor
    case .tokens, .createToken, .revokeToken: .admin
    // What does not exist is told to those only who may know what does.
    case .notFound, .notAllowed, .badTarget, .badQuery: .viewer
    }
  }

  /// It concerns all tenants, so that a token of some cannot ask for it.
  var isOfWholeProject: Bool { self == .suspend || self == .resume }

  /// It carries a commit.
  var takesBundle: Bool {
    switch self {
    case .plan, .apply: true
    default: false
    }
  }
}
