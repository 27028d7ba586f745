import Digest
import JSON
import NIOHTTP1

/// The routes of revisions, changes and resources: what a request says, as `ConfigurationOperations` takes it.
struct ConfigurationRoutes: Sendable {
  let configuration: any ConfigurationOperations
  let identity: Identity
  let webhookSecret: [UInt8]?

  func answer(_ route: Route, _ headers: HTTPHeaders, _ body: [UInt8]) async throws(AdminFailure) -> Response {
    switch route {
    case .revisions(let limit, let before):
      return .json(try await configuration.revisions(limit: limit, before: before, for: identity))
    case .revision(let number): return .json(try await configuration.revision(number, for: identity))
    case .files(let number): return .json(try await configuration.files(number, for: identity))
    case .plan:
      return .json(try await configuration.plan(try change(headers, body, isRehearsal: true), by: identity))
    case .apply(let isRehearsal):
      return .json(
        try await configuration.apply(try change(headers, body, isRehearsal: isRehearsal), by: identity))
    case .rollback:
      let members = try members(of: body, allowed: ["to", "message"])
      let target = members["to"].map { $0.integerValue.flatMap { Int(exactly: $0) } }
      if let target, target == nil { throw Self.bad("`to` is a revision's number") }
      return .json(
        try await configuration.rollback(
          to: target ?? nil, expected: try expected(headers), message: try text("message", in: members),
          by: identity))
    case .suspend:
      let reason = try text("reason", in: try members(of: body, allowed: ["reason"]))
      guard !reason.isEmpty else { throw Self.bad("a suspension has a `reason`") }
      return .json(try await configuration.suspend(reason: reason, by: identity))
    case .resume: return .json(try await configuration.resume(by: identity))
    case .resources(let kind, let tenant):
      return .json(try await configuration.resources(kind: kind, tenant: tenant, for: identity))
    case .resource(let kind, let tenant, let name):
      return .json(try await configuration.resource(kind: kind, tenant: tenant, name: name, for: identity))
    case .webhook:
      try verify(headers, body)
      await configuration.sourceMoved()
      return .json(["looking": true], .accepted)
    default: throw AdminFailure(404, "not_found", "there is nothing at this path")
    }
  }

  private static func bad(_ message: String) -> AdminFailure { AdminFailure(400, "bad_request", message) }

  private func change(
    _ headers: HTTPHeaders, _ body: [UInt8], isRehearsal: Bool
  ) throws(AdminFailure) -> ProposedChange {
    let type = (headers.first(name: "content-type") ?? "").prefix { $0 != ";" }.lowercased()
    let content: ProposedChange.Content
    switch type {
    case "application/octet-stream":
      guard !body.isEmpty else { throw Self.bad("the body is empty") }
      content = .bundle(body)
    case "application/json":
      guard let commit = try members(of: body, allowed: ["commit"])["commit"]?.stringValue, commit.utf8.count == 40,
        Bytes.fromHexadecimal(commit) != nil
      else { throw Self.bad("`commit` is a commit's id of 40 hexadecimal digits") }
      content = .commit(commit.lowercased())
    default:
      throw AdminFailure(
        415, "unsupported_media_type",
        "a change is a bundle (application/octet-stream) or {\"commit\"} (application/json)")
    }
    var change = ProposedChange(content: content, isRehearsal: isRehearsal)
    change.expected = try expected(headers)
    if let base = headers.first(name: "x-voicebot-base") {
      guard base.utf8.count == 40, Bytes.fromHexadecimal(base) != nil else {
        throw Self.bad("X-Voicebot-Base is a commit's id of 40 hexadecimal digits")
      }
      change.expectedCommit = base.lowercased()
    }
    change.message = String((headers.first(name: "x-voicebot-message") ?? "").prefix(4096))
    if let prune = headers.first(name: "x-voicebot-prune") {
      guard let rule = ProposedChange.Prune(prune) else {
        throw Self.bad("X-Voicebot-Prune is a number or a percentage")
      }
      change.prune = rule
    }
    return change
  }

  /// The revision of `If-Match: "7"`; nil where there is no such header or it is `*`.
  private func expected(_ headers: HTTPHeaders) throws(AdminFailure) -> Int? {
    guard let value = headers.first(name: "if-match"), value != "*" else { return nil }
    guard let number = Int(value.drop { $0 == "\"" }.prefix { $0 != "\"" }), number >= 0 else {
      throw Self.bad("If-Match is a revision's number in quotes")
    }
    return number
  }

  private func members(of body: [UInt8], allowed: Set<String>) throws(AdminFailure) -> JSONObject {
    if body.isEmpty { return JSONObject() }
    guard let object = (try? JSONParser.parse(body))?.objectValue else { throw Self.bad("the body is no JSON object") }
    if let stranger = object.names.first(where: { !allowed.contains($0) }) {
      throw Self.bad("`\(stranger.prefix(64))` is not known here; \(allowed.sorted().joined(separator: ", ")) are")
    }
    return object
  }

  private func text(_ name: String, in members: JSONObject) throws(AdminFailure) -> String {
    guard let value = members[name] else { return "" }
    guard let text = value.stringValue, text.utf8.count <= 4096 else { throw Self.bad("`\(name)` is a short text") }
    return text
  }

  /// GitHub signs the body (`X-Hub-Signature-256`), GitLab sends the secret itself (`X-Gitlab-Token`).
  private func verify(_ headers: HTTPHeaders, _ body: [UInt8]) throws(AdminFailure) {
    guard let secret = webhookSecret else { return }
    if let signature = headers.first(name: "x-hub-signature-256") {
      let digits = signature.hasPrefix("sha256=") ? signature.dropFirst(7) : ""
      if let given = Bytes.fromHexadecimal(digits), Bytes.areEqual(given, HMAC.sha256(key: secret, body)) { return }
    } else if let token = headers.first(name: "x-gitlab-token") {
      if Bytes.areEqual(SHA256.digest(token.utf8), SHA256.digest(secret)) { return }
    }
    throw AdminFailure(401, "unauthorized", "the notice is not signed with the webhook's secret")
  }
}
