import NIOCore
import NIOPosix
import Net
import SDP
import SIP
import Synchronization
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#endif

/// Answers every call and counts.
final class AnsweringBot: Sendable {
  struct State {
    var sessions: [CallHandle: SDPSession] = [:]
    var incoming = 0
    var established = 0
    var ended: [UserAgent.EndReason] = []
  }

  let state = Mutex(State())

  func hear(_ action: UserAgent.Action, _ agent: inout UserAgent, _ now: Duration) {
    switch action {
    case .incoming(let call, let incoming):
      var session = SDPSession(sessionID: call.number, address: "127.0.0.1", port: 40000)
      state.withLock { $0.incoming += 1 }
      guard let offer = incoming.sdp, let (answer, _) = try? session.answer(offer) else {
        agent.reject(call, status: 488, now: now)
        return
      }
      let kept = session
      state.withLock { $0.sessions[call] = kept }
      agent.ring(call, now: now)
      agent.accept(call, sdp: answer, now: now)
    case .offer(let call, let sdp):
      let session = state.withLock { $0.sessions[call] }
      guard var session, let sdp, let (answer, _) = try? session.answer(sdp) else {
        agent.rejectOffer(call, status: 488, now: now)
        return
      }
      agent.acceptOffer(call, sdp: answer, now: now)
    case .established: state.withLock { $0.established += 1 }
    case .ended(_, let reason): state.withLock { $0.ended.append(reason) }
    default: break
    }
  }
}

@Suite struct SIPEndpointTests {
  static let group = MultiThreadedEventLoopGroup.singleton

  @Test func twoEndpointsTalk() async throws {
    let bot = AnsweringBot()
    let callee = try await SIPEndpoint.bind(host: "127.0.0.1", port: 0, group: Self.group, seed: 1) {
      bot.hear($0, &$1, $2)
    }
    let (events, feed) = AsyncStream.makeStream(of: UserAgent.Action.self)
    let caller = try await SIPEndpoint.bind(host: "127.0.0.1", port: 0, group: Self.group, seed: 2) { action, _, _ in
      feed.yield(action)
    }
    let target = callee.localAddress
    let call = try await caller.perform { agent, now in
      var session = SDPSession(sessionID: 1, address: "127.0.0.1", port: 41000)
      return agent.invite(
        to: SIPURI(user: "100", host: target.host, port: target.port),
        from: NameAddress(uri: SIPURI(user: "me", host: "127.0.0.1")), via: target, sdp: session.offer(), now: now)
    }
    loop: for await action in events {
      switch action {
      case .established(let handle): caller.submit { agent, now in agent.hangUp(handle, now: now) }
      case .ended(let handle, let reason):
        #expect(handle == call)
        #expect(reason.by == .local)
        break loop
      default: break
      }
    }
    await caller.close()
    await callee.close()
    await #expect(throws: EndpointError.closed) { try await caller.perform { agent, _ in agent.callCount } }
  }

  @Test func portInUseSaysWhatToDo() async throws {
    let first = try await SIPEndpoint.bind(host: "127.0.0.1", port: 0, group: Self.group, seed: 1) { _, _, _ in }
    let port = Int(first.localAddress.port)
    await #expect(throws: EndpointError.addressInUse(host: "127.0.0.1", port: port)) {
      try await SIPEndpoint.bind(host: "127.0.0.1", port: port, group: Self.group, seed: 1) { _, _, _ in }
    }
    await #expect(throws: EndpointError.addressNotAvailable(host: "192.0.2.1")) {
      try await SIPEndpoint.bind(host: "192.0.2.1", port: 0, group: Self.group, seed: 1) { _, _, _ in }
    }
    await first.close()
  }
}
