import Foundation
import NIOCore
import NIOPosix
import Net
import SIP
import Synchronization
import Testing

/// SIPp, somebody else's SIP, as caller and as callee; its built-in scenarios.
@Suite(.enabled(if: SIPP.path != nil, "install sipp (apt-get install sip-tester)"))
struct SIPPTests {
  @Test func carriesAHundredCallsOfSIPp() async throws {
    let bot = AnsweringBot()
    let endpoint = try await SIPEndpoint.bind(
      host: "127.0.0.1", port: 0, group: SIPEndpointTests.group, seed: .random(in: 0 ... .max)
    ) { bot.hear($0, &$1, $2) }
    let status = try await SIPP.run([
      "-sn", "uac", "\(endpoint.localAddress)", "-i", "127.0.0.1", "-d", "200", "-r", "50", "-m", "100", "-nostdin",
      "-timeout", "20s",
    ])
    #expect(status == 0, "sipp counts a failed call")
    let calls = try await endpoint.perform { agent, _ in agent.callCount }
    #expect(calls == 0)
    let state = bot.state.withLock { ($0.incoming, $0.established, $0.ended.count) }
    #expect(state == (100, 100, 100))
    await endpoint.close()
  }

  @Test func callsSIPp() async throws {
    let (events, feed) = AsyncStream.makeStream(of: UserAgent.Action.self)
    let endpoint = try await SIPEndpoint.bind(
      host: "127.0.0.1", port: 0, group: SIPEndpointTests.group, seed: .random(in: 0 ... .max)
    ) { action, _, _ in feed.yield(action) }
    // A port that was free a moment ago.
    let probe = try await SIPEndpoint.bind(host: "127.0.0.1", port: 0, group: SIPEndpointTests.group, seed: 1) {
      _, _, _ in
    }
    let target = probe.localAddress
    await probe.close()
    async let status = SIPP.run([
      "-sn", "uas", "-i", "127.0.0.1", "-p", "\(target.port)", "-m", "1", "-nostdin", "-timeout", "20s",
    ])
    _ = try await endpoint.perform { agent, now in
      // INVITE is repeated until SIPp listens.
      agent.invite(
        to: SIPURI(user: "100", host: target.host, port: target.port),
        from: NameAddress(displayName: "Bot", uri: SIPURI(user: "bot", host: "127.0.0.1")), via: target,
        sdp: Array(
          "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n".utf8),
        now: now)
    }
    var answered = false
    loop: for await action in events {
      switch action {
      case .answer(_, let sdp, 200): answered = !sdp.isEmpty
      case .established(let call): endpoint.submit { agent, now in agent.hangUp(call, now: now) }
      case .ended(_, let reason):
        #expect(reason.by == .local)
        break loop
      default: break
      }
    }
    #expect(answered)
    #expect(try await status == 0)
    await endpoint.close()
  }
}

enum SIPP {
  static var path: String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/sipp" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it under a time limit; its exit status, 0 when no call failed.
  static func run(_ arguments: [String]) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments = ["40", path ?? "sipp"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.currentDirectoryURL = FileManager.default.temporaryDirectory
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }
}
