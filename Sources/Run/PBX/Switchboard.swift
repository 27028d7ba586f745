package import CallRuntime
package import Events
package import Logging
package import Media
package import NIOCore
package import Net
package import Resources
import SDP
package import SIP
import Synchronization

/// Takes calls: routes each to its bot, answers it, keeps its media in step with its signalling, and ends it.
///
/// Invariants: a call keeps the snapshot it came in on; every call that was announced by `call.started` gets exactly one
/// `call.ended`; every refusal names its rule in the log.
package final class Switchboard: Sendable {
  package struct Configuration: Sendable {
    package var host: String
    package var port: Int
    /// Address in our SDP.
    package var mediaHost: String
    package var recordings: String
    package var maximumCalls = 4096
    package init(host: String, port: Int, mediaHost: String, recordings: String) {
      self.host = host
      self.port = port
      self.mediaHost = mediaHost
      self.recordings = recordings
    }
  }

  /// A call to be answered, as the maker of its conversation sees it.
  package struct Incoming: Sendable {
    package var id: String
    package var bot: Bot
    package var snapshot: Snapshot
    package var from: String
    package var events: CallEvents
    package var onEnd: @Sendable (VoiceConversation.Ending) -> Void
  }

  package struct Dependencies: Sendable {
    /// The live snapshot; nil before the first one.
    package var snapshot: @Sendable () -> Snapshot?
    /// Makes the conversation; throws where the bot's engines are not available.
    package var converse: @Sendable (Incoming, MediaSession) throws -> VoiceConversation
    package var publish: @Sendable (Event) -> Void
    /// Wall-clock milliseconds.
    package var wallClock: @Sendable () -> Int64
    package var makeIdentifier: @Sendable () -> String
    package var logger: Logger
    package init(
      snapshot: @escaping @Sendable () -> Snapshot?,
      converse: @escaping @Sendable (Incoming, MediaSession) throws -> VoiceConversation,
      publish: @escaping @Sendable (Event) -> Void, wallClock: @escaping @Sendable () -> Int64,
      makeIdentifier: @escaping @Sendable () -> String, logger: Logger
    ) {
      self.snapshot = snapshot
      self.converse = converse
      self.publish = publish
      self.wallClock = wallClock
      self.makeIdentifier = makeIdentifier
      self.logger = logger
    }
  }

  /// One call, for status pages.
  package struct CallStatus: Sendable {
    package var id: String
    package var tenant: String
    package var bot: String
    package var from: String
    package var isEstablished: Bool
  }

  let configuration: Configuration
  let dependencies: Dependencies
  let media: MediaEngine
  let lines = Mutex<[CallHandle: CallLine]>([:])
  let isDraining = Mutex(false)
  /// Calls that are over and whose `call.ended` is still to come.
  let closing = Mutex<[String: Task<Void, Never>]>([:])
  private let endpointSlot = Mutex<SIPEndpoint?>(nil)

  package init(_ configuration: Configuration, media: MediaEngine, dependencies: Dependencies) {
    self.configuration = configuration
    self.media = media
    self.dependencies = dependencies
  }

  package var localAddress: TransportAddress? { endpointSlot.withLock { $0?.localAddress } }
  package var callCount: Int { lines.withLock { $0.count } }
  package var calls: [CallStatus] {
    lines.withLock { lines in
      lines.values.map { line in
        CallStatus(
          id: line.id, tenant: line.tenant, bot: line.bot.metadata.name, from: line.from,
          isEstablished: line.isEstablished)
      }
    }
  }

  package func start(group: any EventLoopGroup, seed: UInt64) async throws(EndpointError) {
    let maximumCalls = configuration.maximumCalls
    let endpoint = try await SIPEndpoint.bind(
      host: configuration.host, port: configuration.port, group: group, seed: seed,
      configure: { $0.maximumCalls = maximumCalls },
      handler: { [weak self] action, agent, now in self?.handle(action, &agent, now) })
    endpointSlot.withLock { $0 = endpoint }
  }

  /// Refuses new calls from now on; those in progress go on.
  package func drain() { isDraining.withLock { $0 = true } }

  /// Ends the call of that identifier; false where there is none.
  package func hangUp(_ id: String, reason: String) -> Bool {
    guard let handle = handle(of: id) else { return false }
    submit { agent, now in agent.hangUp(handle, reason: reason, now: now) }
    return true
  }

  /// Ends every call and closes the socket. When it returns, every call has published its end.
  package func shutdown() async {
    drain()
    let handles = lines.withLock { Array($0.keys) }
    let endpoint = endpointSlot.withLock { $0 }
    _ = try? await endpoint?.perform { agent, now in
      for handle in handles { agent.hangUp(handle, reason: "the runtime is stopping", now: now) }
    }
    await endpoint?.close()
    let rest = lines.withLock { lines in
      defer { lines = [:] }
      return Array(lines.values)
    }
    for line in rest { await close(line, by: "runtime", reason: "the runtime stopped") }
    while let task = closing.withLock({ $0.values.first }) { await task.value }
  }

  func submit(_ body: @escaping @Sendable (inout UserAgent, _ now: Duration) -> Void) {
    endpointSlot.withLock { $0 }?.submit(body)
  }

  private func handle(of id: String) -> CallHandle? {
    lines.withLock { lines in lines.first { $0.value.id == id }?.key }
  }

  private func handle(_ action: UserAgent.Action, _ agent: inout UserAgent, _ now: Duration) {
    switch action {
    case .send: break
    case .incoming(let call, let incoming): take(call, incoming, &agent, now)
    case .established(let call): established(call)
    case .answer(let call, let sdp, _): answered(call, sdp, &agent, now)
    case .offer(let call, let sdp): offered(call, sdp, &agent, now)
    case .ended(let call, let reason): ended(call, reason)
    case .ringing, .offerWithdrawn, .offerRejected: break
    }
  }
}
