import AdminAPI
import EventLog
import JSON
import PBX
import Reconciler
import Resources
import SIP
import Store

/// What the API tells of the runtime.
struct ServiceStatus: Sendable {
  let version: String
  let reconciler: Reconciler
  /// Nil until something is live.
  let plane: @Sendable () -> CallPlane?
  let log: EventLog

  var backend: AdminBackend {
    AdminBackend(
      log: log, status: { status(for: $0) }, bots: { bots }, calls: { calls },
      call: { id in plane()?.switchboard.calls.first { $0.id == id }.map(Self.json) },
      hangUp: { id in plane()?.switchboard.hangUp(id, reason: "ended by the operator") ?? false })
  }

  /// Messages and diagnostics quote files, so that only identities of the whole project see them.
  private func status(for identity: Identity) -> JSONValue {
    let state = reconciler.status
    let seesAll = identity.tenants == nil
    let calls = plane()?.switchboard.calls.count { identity.sees(tenant: $0.tenant) } ?? 0
    return [
      "version": .string(version),
      "sip": plane()?.switchboard.localAddress.map { .string("\($0.host):\($0.port)") } ?? .null,
      "revision": state.liveRevision.map { .string($0) } ?? .null,
      "number": state.liveNumber.map { .integer(Int64($0)) } ?? .null,
      "title": seesAll ? state.liveTitle.map { .string($0) } ?? .null : .null,
      "liveSince": state.liveSince.map { .integer($0) } ?? .null,
      "source": [
        "origin": seesAll ? reconciler.origin.map { .string($0) } ?? .null : .null,
        "tip": state.tip.map { .string($0) } ?? .null,
      ],
      "attemptedRevision": state.attemptedRevision.map { .string($0) } ?? .null,
      "diagnostics": .array(seesAll ? state.diagnostics.map { .string($0) } : []),
      "pin": state.pin?.json ?? .null,
      "suspended": state.suspension?.json ?? .null,
      "quarantined": .array(state.quarantine.map(\.json)),
      "conditions": .array(
        state.conditions.map { condition in
          [
            "type": .string(condition.kind.rawValue), "holds": condition.holds.map { .bool($0) } ?? .null,
            "message": .string(seesAll ? condition.message : ""), "since": .integer(condition.since),
          ]
        }),
      "calls": .integer(Int64(calls)),
      "lastOffset": .integer(log.lastOffset),
    ]
  }

  private var bots: [JSONValue] {
    guard let snapshot = reconciler.live.current else { return [] }
    return snapshot.bots.values.sorted {
      ($0.metadata.tenant ?? "", $0.metadata.name) < ($1.metadata.tenant ?? "", $1.metadata.name)
    }
    .map { bot in
      [
        "name": .string(bot.metadata.name), "tenant": bot.metadata.tenant.map { .string($0) } ?? .null,
        "numbers": .array(bot.numbers.map { .string($0) }),
        "scenario": bot.scenario.map { .string($0) } ?? .null, "brain": .string(bot.brain.provider),
      ]
    }
  }

  private var calls: [JSONValue] { plane()?.switchboard.calls.map(Self.json) ?? [] }

  private static func json(_ call: Switchboard.CallStatus) -> JSONValue {
    [
      "id": .string(call.id), "tenant": .string(call.tenant), "bot": .string(call.bot), "from": .string(call.from),
      "established": .bool(call.isEstablished),
    ]
  }
}
