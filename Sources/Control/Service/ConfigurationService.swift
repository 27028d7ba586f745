import AdminAPI
import Diagnostics
import Git
import JSON
import Plan
import Reconciler
import Resources
import Shapes
import Store

/// The configuration as the API asks for it: the reconciler's answers, cut to what an identity may see.
struct ConfigurationService: ConfigurationOperations {
  let reconciler: Reconciler

  func liveRevision() async -> Int? { reconciler.status.liveNumber }

  // MARK: - What was

  func revisions(limit: Int, before: Int?, for identity: Identity) async throws(AdminFailure) -> JSONValue {
    do throws(ChangeFailure) {
      let records = try reconciler.revisions(limit: limit, before: before)
      return [
        "revisions": .array(records.map { Self.view($0, identity, isFull: false) }),
        "compacted": try reconciler.compaction()?.json ?? .null,
      ]
    } catch { throw AdminFailure(error) }
  }

  func revision(_ number: Int?, for identity: Identity) async throws(AdminFailure) -> JSONValue {
    Self.view(try await record(number), identity, isFull: true)
  }

  /// An identity of some tenants sees their files and the scenarios, which are everybody's.
  func files(_ number: Int?, for identity: Identity) async throws(AdminFailure) -> JSONValue {
    let record = try await record(number)
    let files: [(path: String, bytes: [UInt8])]
    do throws(ChangeFailure) {
      files = try await reconciler.contents(of: record).files.map { ($0.path, $0.bytes) }
    } catch { throw AdminFailure(error) }
    return [
      "revision": .integer(Int64(record.number)), "commit": .string(record.commit),
      // Of a part, whoever reads it is told which.
      "tenants": identity.tenants.map { .array($0.sorted().map { .string($0) }) } ?? .null,
      "files": .array(
        files.filter { Self.sees(identity, path: $0.path) }
          .map { ["path": .string($0.path), "text": .string(String(decoding: $0.bytes, as: UTF8.self))] }),
    ]
  }

  static func sees(_ identity: Identity, path: String) -> Bool {
    guard let tenants = identity.tenants else { return true }
    let parts = path.split(separator: "/")
    return parts.first == "scenarios" || parts.count > 2 && parts[0] == "bots" && tenants.contains(String(parts[1]))
  }

  private func record(_ number: Int?) async throws(AdminFailure) -> RevisionRecord {
    do throws(ChangeFailure) { return try await reconciler.revision(number) } catch { throw AdminFailure(error) }
  }

  /// Diagnostics and changes name what is of every tenant, and so may titles and messages.
  private static func view(_ record: RevisionRecord, _ identity: Identity, isFull: Bool) -> JSONValue {
    if identity.tenants == nil { return isFull ? record.json : record.summary }
    var object = record.summary.objectValue ?? JSONObject()
    for name in ["title", "message", "author"] { object[name] = nil }
    return .object(object)
  }

  // MARK: - Changes

  func plan(_ change: ProposedChange, by identity: Identity) async throws(AdminFailure) -> JSONValue {
    do throws(ChangeFailure) {
      return Self.json(try await reconciler.plan(Self.request(change, identity)), identity, isPlan: true)
    } catch { throw Self.failure(reconciler.explained(error, for: identity.tenants), identity) }
  }

  func apply(_ change: ProposedChange, by identity: Identity) async throws(AdminFailure) -> JSONValue {
    do throws(ChangeFailure) {
      return Self.json(try await reconciler.apply(Self.request(change, identity)), identity, isPlan: false)
    } catch { throw Self.failure(reconciler.explained(error, for: identity.tenants), identity) }
  }

  func rollback(
    to target: Int?, expected: Int?, message: String, by identity: Identity
  ) async throws(AdminFailure) -> JSONValue {
    do throws(ChangeFailure) {
      return Self.json(
        try await reconciler.rollback(
          to: target, expected: expected, message: message, by: identity.name, tenants: identity.tenants),
        identity, isPlan: false)
    } catch { throw Self.failure(reconciler.explained(error, for: identity.tenants), identity) }
  }

  func suspend(reason: String, by identity: Identity) async throws(AdminFailure) -> JSONValue {
    do throws(ChangeFailure) { try await reconciler.suspend(reason: reason, by: identity.name) } catch {
      throw AdminFailure(error)
    }
    return ["suspended": .bool(true), "reason": .string(reason)]
  }

  func resume(by identity: Identity) async throws(AdminFailure) -> JSONValue {
    do throws(ChangeFailure) { try await reconciler.resume() } catch { throw AdminFailure(error) }
    return ["suspended": .bool(false)]
  }

  func sourceMoved() async { reconciler.hurry() }

  private static func request(_ change: ProposedChange, _ identity: Identity) -> ChangeRequest {
    var request: ChangeRequest =
      switch change.content {
      case .bundle(let bytes): ChangeRequest(.bundle(bytes), by: identity.name)
      case .commit(let id): ChangeRequest(.commit(id), by: identity.name)
      }
    request.expected = change.expected
    request.expectedCommit = change.expectedCommit
    switch change.prune {
    case .count(let count): request.prune = .count(count)
    case .part(let part): request.prune = .part(part)
    case nil: request.prune = .never
    }
    request.message = change.message
    request.tenants = identity.tenants
    request.isRehearsal = change.isRehearsal
    return request
  }

  private static func failure(_ failure: ChangeFailure, _ identity: Identity) -> AdminFailure {
    var failure = failure
    let count = failure.diagnostics.count
    failure.diagnostics = visible(failure.diagnostics, identity)
    if failure.diagnostics.count < count {
      failure.message += "; \(count - failure.diagnostics.count) findings are about what the token does not see"
    }
    return AdminFailure(failure)
  }

  /// Findings about files that the identity may read. One that touches others' as well says no more than where it is.
  private static func visible(_ diagnostics: [JSONValue], _ identity: Identity) -> [JSONValue] {
    guard identity.tenants != nil else { return diagnostics }
    return diagnostics.compactMap { diagnostic in
      guard let file = diagnostic["file"]?.stringValue, sees(identity, path: file),
        var object = diagnostic.objectValue
      else { return nil }
      let related = diagnostic["related"]?.arrayValue ?? []
      if related.contains(where: { $0["file"]?.stringValue.map { sees(identity, path: $0) } != true }) {
        object["related"] = nil
        object["suggestion"] = nil
        object["message"] = "this does not go with something that the token does not see"
      }
      return .object(object)
    }
  }

  private static func json(_ report: ChangeReport, _ identity: Identity, isPlan: Bool) -> JSONValue {
    var object = JSONObject()
    if !isPlan { object["revision"] = .integer(Int64(report.revision)) }
    object["base"] = report.base.map { .integer(Int64($0)) } ?? .null
    object["baseCommit"] = report.baseCommit.map { .string($0) }
    object["commit"] = .string(report.commit)
    if !isPlan {
      object["unchanged"] = .bool(report.isUnchanged)
      object["dryRun"] = .bool(report.isRehearsal)
    }
    object["signer"] = report.signer.map { .string($0) }
    object["changes"] = report.changes.detail == .null ? Plan().json : report.changes.detail
    object["diagnostics"] = .array(visible(report.diagnostics, identity))
    let calls = JSONValue.object(
      JSONObject(distinct: report.liveCalls.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) }))
    object[isPlan ? "liveCalls" : "draining"] = calls
    return .object(object)
  }

  // MARK: - Resources

  func resources(kind: String?, tenant: String?, for identity: Identity) async throws(AdminFailure) -> JSONValue {
    if let tenant, !identity.sees(tenant: tenant) {
      throw AdminFailure(403, "forbidden", "the token is not for tenant \(tenant)")
    }
    let found = await visible(to: identity).filter { resource in
      (kind.map { resource.name.kind.rawValue.lowercased() == $0.lowercased() } ?? true)
        && (tenant.map { resource.name.tenant == $0 } ?? true)
    }
    return ["resources": .array(found.map(Self.json))]
  }

  func resource(
    kind: String, tenant: String?, name: String, for identity: Identity
  ) async throws(AdminFailure) -> JSONValue {
    let found = await visible(to: identity).first { resource in
      resource.name.kind.rawValue.lowercased() == kind.lowercased() && resource.name.name == name
        && (resource.name.tenant == tenant || resource.name.kind == .tenant && tenant == nil)
    }
    guard let found else {
      throw AdminFailure(404, "no_such_resource", "there is no \(kind) \(tenant.map { "\($0)/" } ?? "")\(name)")
    }
    return Self.json(found)
  }

  private func visible(to identity: Identity) async -> [Resource] {
    await reconciler.resources.filter { resource in
      guard let tenants = identity.tenants else { return true }
      switch resource.name.kind {
      case .tenant: return tenants.contains(resource.name.name)
      case .project: return false
      default: return resource.name.tenant.map(tenants.contains) ?? true
      }
    }
    .sorted { ResourceName.precedes($0.name, $1.name) }
  }

  private static func json(_ resource: Resource) -> JSONValue {
    var object = resource.effectiveDocument.objectValue ?? JSONObject()
    object["file"] = .string(resource.file)
    object["line"] = .integer(Int64(resource.place.line))
    return .object(object)
  }
}

extension AdminFailure {
  /// The status and the word of each refusal; what a program goes by is the word.
  init(_ failure: ChangeFailure) {
    let (status, code): (Int, String) =
      switch failure.code {
      case .conflict: (409, "conflict")
      case .suspended: (409, "suspended")
      case .quarantined: (409, "quarantined")
      case .safety: (428, "safety")
      case .invalid: (422, "invalid")
      case .unsigned: (403, "policy")
      case .forbidden: (403, "forbidden")
      case .notFound: (404, "not_found")
      case .badRequest: (400, "bad_bundle")
      case .storage: (500, "storage")
      case .source: (502, "source")
      }
    self.init(status, code, failure.message, fix: failure.fix)
    diagnostics = failure.diagnostics
    detail = failure.detail
  }
}
