import CallRuntime
import Events
import Logging
import Media
import Resources
import SDP
import SIP
import Synchronization

/// The life of one call, step by step, on the SIP loop.
extension Switchboard {
  func take(_ call: CallHandle, _ incoming: UserAgent.IncomingCall, _ agent: inout UserAgent, _ now: Duration) {
    do {
      let line = try open(call, incoming)
      let sdp = try negotiate(line, incoming)
      lines.withLock { $0[call] = sdp.line }
      agent.ring(call, now: now)
      agent.accept(call, sdp: sdp.bytes, now: now)
    } catch {
      let refusal = error as? CallAdmission.Refusal ?? Self.refusal(for: error)
      dependencies.logger.notice(
        "call refused",
        metadata: [
          "status": "\(refusal.status)", "rule": "\(refusal.rule)", "to": "\(incoming.user)",
          "source": "\(incoming.source)",
        ])
      agent.reject(
        call, status: refusal.status, reason: refusal.phrase, retryAfter: refusal.retryAfter, now: now)
    }
  }

  private static func refusal(for error: any Error) -> CallAdmission.Refusal {
    switch error {
    case let rejection as SDPRejection:
      CallAdmission.Refusal(status: 488, phrase: "Not Acceptable Here", rule: "\(rejection)")
    default:
      CallAdmission.Refusal(status: 503, phrase: "Service Unavailable", rule: "\(error)", retryAfter: 10)
    }
  }

  private func open(_ call: CallHandle, _ incoming: UserAgent.IncomingCall) throws -> CallLine {
    guard let snapshot = dependencies.snapshot() else {
      throw CallAdmission.Refusal(
        status: 503, phrase: "Service Unavailable", rule: "no revision is live yet", retryAfter: 5)
    }
    let bot = try CallAdmission.route(number: incoming.user, source: incoming.source.host, snapshot: snapshot)
    try CallAdmission.admit(bot, load: load(for: bot), snapshot: snapshot)
    let id = dependencies.makeIdentifier()
    let tenant = bot.metadata.tenant ?? ""
    let from = incoming.from.uri?.description ?? "anonymous"
    let isEcho = snapshot.provider(bot.brain.provider, for: bot)?.driver == .echo
    let recording = recordingPath(of: bot, call: id)
    let session = try media.open(
      SessionConfiguration(
        mode: isEcho ? .echo : .conversation,
        recording: recording.map {
          RecordingConfiguration(path: $0, channels: bot.recording.channels == .stereo ? .stereo : .mono)
        }))
    let events = CallEvents(
      call: id, tenant: tenant, bot: bot.metadata.name, now: dependencies.wallClock, sink: dependencies.publish)
    do {
      let service: CallService =
        isEcho
        ? .echo
        : .conversation(
          try dependencies.converse(
            Incoming(
              id: id, bot: bot, snapshot: snapshot, from: from, events: events,
              onEnd: { [weak self] ending in self?.endedByBot(call, ending) }), session))
      return CallLine(
        id: id, bot: bot, tenant: tenant, media: session, events: events, source: incoming.source, from: from,
        revision: snapshot.revision, recording: recording, startedAt: dependencies.wallClock(),
        session: SDPSession(
          sessionID: call.number + 1, address: configuration.mediaHost, port: session.localPort),
        service: service)
    } catch {
      session.close()
      throw error
    }
  }

  private func load(for bot: Bot) -> CallAdmission.Load {
    var load = CallAdmission.Load()
    load.isDraining = isDraining.withLock { $0 }
    load.maximumCalls = configuration.maximumCalls
    lines.withLock { lines in
      load.calls = lines.count
      guard bot.limits.concurrentCalls != nil || bot.metadata.tenant != nil else { return }
      for line in lines.values where line.tenant == bot.metadata.tenant ?? "" {
        load.callsOfTenant += 1
        if line.bot.metadata.name == bot.metadata.name { load.callsOfBot += 1 }
      }
    }
    return load
  }

  private func recordingPath(of bot: Bot, call: String) -> String? {
    guard bot.recording.enabled else { return nil }
    let directory = "\(configuration.recordings)/\(bot.metadata.tenant ?? "default")"
    return Directory.make(directory) ? "\(directory)/\(call).wav" : nil
  }

  private func negotiate(
    _ line: CallLine, _ incoming: UserAgent.IncomingCall
  ) throws -> (line: CallLine, bytes: [UInt8]) {
    var line = line
    do {
      let bytes: [UInt8]
      if let offer = incoming.sdp {
        let (sdp, negotiated) = try line.session.answer(offer)
        guard let parameters = MediaParameters(negotiated, signalling: line.source) else {
          throw SDPRejection.addressMissing
        }
        line.media.start(parameters)
        bytes = sdp
      } else {
        bytes = line.session.offer()
      }
      line.events.publish(
        .callStarted(from: line.from, to: incoming.user, revision: line.revision, via: "\(incoming.source)"))
      return (line, bytes)
    } catch {
      line.media.close()
      throw error
    }
  }

  func established(_ call: CallHandle) {
    let line = lines.withLock { lines in
      let first = lines[call]?.isEstablished == false
      lines[call]?.isEstablished = true
      return first ? lines[call] : nil
    }
    guard let line else { return }
    line.events.publish(.callAnswered(codec: line.session.negotiated?.codec.rawValue ?? ""))
    if let path = line.recording { line.events.publish(.recording(path: path)) }
    guard case .conversation(let conversation) = line.service else { return }
    Task { [self] in
      do { try await conversation.start() } catch {
        line.events.publish(.failed(code: "engines", message: "\(error)"))
        endedByBot(call, .hangUp(reason: "the speech engines are not available"))
      }
    }
  }

  /// The answer to an offer of ours: in the ACK of a call that came without one.
  func answered(_ call: CallHandle, _ sdp: [UInt8], _ agent: inout UserAgent, _ now: Duration) {
    guard var line = lines.withLock({ $0[call] }) else { return }
    do {
      let negotiated = try line.session.apply(answer: sdp)
      guard let parameters = MediaParameters(negotiated, signalling: line.source) else {
        throw SDPRejection.addressMissing
      }
      line.media.start(parameters)
      let session = line.session
      lines.withLock { $0[call]?.session = session }
    } catch {
      dependencies.logger.notice("answer refused", metadata: ["call": "\(line.id)", "rule": "\(error)"])
      agent.hangUp(call, reason: "the answer cannot be used", now: now)
    }
  }

  /// A re-INVITE or UPDATE: hold, resume, a new address, or a request for our offer.
  func offered(_ call: CallHandle, _ sdp: [UInt8]?, _ agent: inout UserAgent, _ now: Duration) {
    guard var line = lines.withLock({ $0[call] }) else { return agent.rejectOffer(call, status: 481, now: now) }
    guard let sdp else {
      let offer = line.session.offer()
      let session = line.session
      lines.withLock { $0[call]?.session = session }
      return agent.acceptOffer(call, sdp: offer, now: now)
    }
    do {
      let (answer, negotiated) = try line.session.answer(sdp)
      guard let parameters = MediaParameters(negotiated, signalling: line.source) else {
        throw SDPRejection.addressMissing
      }
      line.media.start(parameters)
      let session = line.session
      let held = !parameters.sending
      lines.withLock { lines in
        lines[call]?.session = session
        lines[call]?.isHeld = held
      }
      agent.acceptOffer(call, sdp: answer, now: now)
      guard held != line.isHeld, case .conversation(let conversation) = line.service else { return }
      Task { await conversation.hold(held) }
    } catch {
      dependencies.logger.notice("offer refused", metadata: ["call": "\(line.id)", "rule": "\(error)"])
      agent.rejectOffer(call, status: 488, now: now)
    }
  }

  /// The bot has said its last word.
  private func endedByBot(_ call: CallHandle, _ ending: VoiceConversation.Ending) {
    let text =
      switch ending {
      case .hangUp(let reason): reason
      }
    lines.withLock { $0[call]?.endedByBot = text }
    submit { agent, now in agent.hangUp(call, reason: text, now: now) }
  }

  func ended(_ call: CallHandle, _ reason: UserAgent.EndReason) {
    guard let line = lines.withLock({ $0.removeValue(forKey: call) }) else { return }
    let by: String
    switch reason.by {
    case .remote: by = "caller"
    case .local: by = line.endedByBot == nil ? "runtime" : "bot"
    case .timeout, .error: by = "runtime"
    }
    let text = line.endedByBot ?? reason.text
    closing.withLock { closing in
      closing[line.id] = Task {
        await close(line, by: by, reason: text)
        _ = self.closing.withLock { $0.removeValue(forKey: line.id) }
      }
    }
  }

  func close(_ line: CallLine, by: String, reason: String) async {
    if case .conversation(let conversation) = line.service { await conversation.close() }
    let statistics = line.media.statistics
    line.media.close()
    line.events.publish(
      .callEnded(
        by: by, reason: reason, milliseconds: dependencies.wallClock() - line.startedAt,
        media: MediaSummary(statistics)))
  }
}
