package import Media
package import NIOCore
import Net
import RTP
import SDP
package import SIP
import Synchronization

/// A caller that speaks lines into a real SIP call over UDP and RTP, and measures the answers at its own socket.
package final class SpokenCaller: Sendable {
  package struct Line: Sendable {
    package var text: String
    /// 8 kHz.
    package var samples: [Int16]
    package init(text: String, samples: [Int16]) {
      self.text = text
      self.samples = samples
    }
  }

  package struct Report: Sendable {
    /// For each line, nil where no answer came.
    package var voiceToVoice: [Duration?] = []
    package var hungUpByBot = false
    package var statistics: MediaStatistics?
    /// What the caller heard, 8 kHz.
    package var heard: [Int16] = []
  }

  package enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
    case refused(status: Int?, text: String)
    case badAnswer
    case media(String)
    case tooLong
    package var description: String {
      switch self {
      case .refused(let status?, let text): "the call was refused: \(status) \(text)"
      case .refused(nil, let text): "the call failed: \(text)"
      case .badAnswer: "the answer cannot be used"
      case .media(let text): text
      case .tooLong: "the call took longer than allowed"
      }
    }
  }

  private enum Happening: Sendable {
    case answer([UInt8])
    case ended(UserAgent.EndReason)

    var isAnswer: Bool { if case .answer = self { true } else { false } }
  }

  private let media: MediaEngine
  private let group: any EventLoopGroup
  private let clock: @Sendable () -> Int64
  private let happenings = Mutex<[Happening]>([])

  /// `clock` is the media clock, nanoseconds.
  package init(media: MediaEngine, group: any EventLoopGroup, clock: @escaping @Sendable () -> Int64) {
    self.media = media
    self.group = group
    self.clock = clock
  }

  /// Places the call, speaks the lines and hangs up. A bot that is silent for `patience` is taken to wait for the next
  /// line; `limit` bounds the whole call. One call at a time.
  package func call(
    _ uri: SIPURI, at address: TransportAddress, from user: String, lines: [Line], seed: UInt64,
    patience: Duration = .seconds(10), limit: Duration = .seconds(180)
  ) async throws -> Report {
    happenings.withLock { $0 = [] }
    let session: MediaSession
    do { session = try media.open(SessionConfiguration()) } catch { throw Failure.media("\(error)") }
    defer { session.close() }
    let endpoint = try await SIPEndpoint.bind(
      host: "127.0.0.1", port: 0, group: group, seed: seed,
      handler: { [self] action, _, _ in
        switch action {
        case .answer(_, let sdp, _): happenings.withLock { $0.append(.answer(sdp)) }
        case .ended(_, let reason): happenings.withLock { $0.append(.ended(reason)) }
        default: break
        }
      })
    var negotiation = SDPSession(sessionID: seed | 1, address: "127.0.0.1", port: session.localPort)
    let offer = negotiation.offer()
    let from = NameAddress(uri: SIPURI(user: user, host: "127.0.0.1", port: endpoint.localAddress.port))
    let handle = try await endpoint.perform { agent, now in
      agent.invite(to: uri, from: from, via: address, sdp: offer, now: now)
    }
    do {
      let report = try await converse(session, &negotiation, lines: lines, patience: patience, limit: limit)
      if !report.hungUpByBot { await hangUp(handle, endpoint) }
      await endpoint.close()
      return report
    } catch {
      await hangUp(handle, endpoint)
      await endpoint.close()
      throw error
    }
  }

  private func hangUp(_ handle: CallHandle, _ endpoint: SIPEndpoint) async {
    endpoint.submit { agent, now in agent.hangUp(handle, reason: nil, now: now) }
    for _ in 0..<100 {
      let ended = happenings.withLock { $0.contains { if case .ended = $0 { true } else { false } } }
      if ended { return }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  private func converse(
    _ session: MediaSession, _ negotiation: inout SDPSession, lines: [Line], patience: Duration,
    limit: Duration
  ) async throws -> Report {
    var report = Report()
    var plan: CallPlan?
    var speaking: SpokenLine?
    let start = clock()
    while .nanoseconds(clock() - start) < limit {
      for happening in happenings.withLock({ queue in
        defer { queue.removeAll { $0.isAnswer } }; return queue
      }) {
        switch happening {
        case .answer(let sdp):
          guard let agreed = try? negotiation.apply(answer: sdp), let parameters = MediaParameters(agreed) else {
            if plan != nil { continue }
            throw Failure.badAnswer
          }
          session.start(parameters)
          if plan == nil { plan = CallPlan(lines: lines.count, patience: patience, now: .nanoseconds(clock())) }
        case .ended(let reason):
          guard plan != nil else { throw Failure.refused(status: reason.status, text: reason.text) }
          report.hungUpByBot = true
          return finish(&report, plan, session)
        }
      }
      session.read { frame in
        guard frame.samples.count > 0 else { return }
        report.heard.append(contentsOf: frame.samples)
        if frame.level > -45, frame.kind == .speech { plan?.heard(at: .nanoseconds(frame.arrivalNanoseconds)) }
      }
      if var line = speaking {
        speaking = line.move(session) ? line : nil
        if speaking == nil {
          plan?.finishedLine(at: .nanoseconds(session.playback.lastAudibleNanoseconds ?? clock()))
        }
      } else if let step = plan?.step(now: .nanoseconds(clock())) {
        switch step {
        case .say(let index): speaking = SpokenLine(lines[index].samples, framesPlayed: session.playback.framesPlayed)
        case .hangUp: return finish(&report, plan, session)
        }
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Failure.tooLong
  }

  private func finish(_ report: inout Report, _ plan: CallPlan?, _ session: MediaSession) -> Report {
    report.voiceToVoice = plan?.latencies ?? []
    report.statistics = session.statistics
    return report
  }
}

extension SpokenCaller {
  /// One line on its way into the media ring.
  private struct SpokenLine {
    private let samples: [Int16]
    private var position = 0
    private let target: Int

    init(_ samples: [Int16], framesPlayed: UInt32) {
      let missing = (160 - samples.count % 160) % 160
      self.samples = samples + repeatElement(0, count: missing)
      target = Int(framesPlayed) + self.samples.count / 160
    }

    /// Hands over what fits; false when all of it has left the socket.
    mutating func move(_ session: MediaSession) -> Bool {
      while position < samples.count, session.writableFrames > 0 {
        let written = samples[position..<position + 160].withUnsafeBufferPointer {
          session.write($0, epoch: session.epoch)
        }
        guard written > 0 else { break }
        position += 160
      }
      return position < samples.count || Int(session.playback.framesPlayed) < target
    }
  }
}

extension MediaParameters {
  fileprivate init?(_ audio: NegotiatedAudio) {
    guard let remote = MediaAddress(audio.remoteAddress, port: audio.remotePort) else { return nil }
    self.init(
      remote: remote, remoteControl: MediaAddress(audio.remoteRTCPAddress, port: audio.remoteRTCPPort),
      codec: audio.codec == .pcmu ? .pcmu : .pcma, payloadType: audio.payloadType,
      receivePayloadType: audio.receivePayloadType, telephoneEventPayloadType: audio.receiveEventPayloadType,
      sending: audio.direction.sends, receiving: audio.direction.receives,
      controlMultiplexed: audio.rtcpMultiplexed)
  }
}
