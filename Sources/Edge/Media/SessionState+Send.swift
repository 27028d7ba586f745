import CShims
import PCM
import RTP
import Synchronization

extension SessionState {
  /// Sends the conversation's next frame, or silence between utterances. Never more than one packet in a round.
  mutating func sendConversation(buffers: borrowing ThreadBuffers) {
    buffers.outbound.update(repeating: 0)
    // On hold nothing leaves, and what waits keeps its place.
    guard parameters.sending, let ring = shared.outbound else {
      isInTalkspurt = false
      return
    }
    if sendDigit(buffers: buffers) { return }
    let epoch = shared.epoch.load(ordering: .acquiring)
    let hasFrame = ring.hasFrame(epoch: epoch) && !shared.isPaused.load(ordering: .relaxed) && digits.isIdle
    countUnderruns(hasFrame: hasFrame, epoch: epoch)
    guard hasFrame, let frame = buffers.outbound.baseAddress else {
      isInTalkspurt = false
      sendSilence(buffers: buffers)
      return
    }
    ring.take(into: frame)
    let samples = UnsafeBufferPointer(buffers.outbound)
    let level = Level.decibels(samples)
    law.encode(samples, into: UnsafeMutableRawBufferPointer(rebasing: buffers.packet[RTPHeader.minimumSize...]))
    sendAudio(marker: !isInTalkspurt, buffers: buffers)
    isInTalkspurt = true

    let played = SessionShared.frames(shared.played.load(ordering: .relaxed), of: epoch)
    shared.played.store(SessionShared.pack(played &+ 1, of: epoch), ordering: .releasing)
    if level > Self.audibleLevel { noteAudible() }
  }

  private func noteAudible() {
    let time = shim_monotonic()
    shared.lastAudibleAt.store(time, ordering: .relaxed)
    let turn = shared.turn.load(ordering: .acquiring)
    if shared.audibleTurn.load(ordering: .relaxed) != turn {
      shared.audibleAt.store(time, ordering: .relaxed)
      shared.audibleTurn.store(turn, ordering: .releasing)
    }
  }

  /// A pause of up to 200 ms inside one epoch is an utterance that was not delivered in time.
  private mutating func countUnderruns(hasFrame: Bool, epoch: UInt32) {
    guard hasFrame else {
      if isInTalkspurt {
        dryRounds = 0
        dryEpoch = epoch
      }
      dryRounds += 1
      return
    }
    let isSameUtterance = dryEpoch == epoch && (1...10).contains(dryRounds)
    if isSameUtterance && !shared.isPaused.load(ordering: .relaxed) { statistics.underruns += 1 }
    dryRounds = 0
    dryEpoch = 0
  }

  /// Returns what was received, as it was coded; silence where nothing was.
  mutating func echo(_ playout: PlayoutFrame, buffers: borrowing ThreadBuffers) {
    let payload = buffers.packet.baseAddress.map { $0 + RTPHeader.minimumSize }
    let count = playout.kind == .audio ? playout.count : 0
    if tap != nil {
      decode(PlayoutFrame(kind: .audio, count: count, arrival: 0), buffers: buffers)
      buffers.outbound.update(repeating: 0)
    }
    guard parameters.sending, let payload, let source = buffers.playout.baseAddress else { return }
    if count < Self.frameSize {
      payload.initializeMemory(as: UInt8.self, repeating: law.silence, count: Self.frameSize)
    }
    payload.copyMemory(from: source, byteCount: count)
    if tap != nil { _ = buffers.outbound.update(fromContentsOf: buffers.inbound) }
    sendAudio(marker: count > 0 && !isInTalkspurt, buffers: buffers)
    isInTalkspurt = count > 0
  }

  private mutating func sendSilence(buffers: borrowing ThreadBuffers) {
    let payload = UnsafeMutableRawBufferPointer(
      rebasing: buffers.packet[RTPHeader.minimumSize..<RTPHeader.minimumSize + Self.frameSize])
    payload.initializeMemory(as: UInt8.self, repeating: law.silence)
    sendAudio(marker: false, buffers: buffers)
  }

  private mutating func sendAudio(marker: Bool, buffers: borrowing ThreadBuffers) {
    let header = RTPHeader(
      marker: marker, payloadType: parameters.payloadType, sequence: sequence, timestamp: timestamp, ssrc: ssrc)
    send(header, payloadSize: Self.frameSize, buffers: buffers)
  }

  /// Sends a telephone event in place of audio; `false` when none is due.
  private mutating func sendDigit(buffers: borrowing ThreadBuffers) -> Bool {
    guard let payloadType = parameters.telephoneEventPayloadType else { return false }
    guard case .packet(let packet) = digits.next(timestamp: timestamp) else { return false }
    isInTalkspurt = false
    packet.event.write(to: UnsafeMutableRawBufferPointer(rebasing: buffers.packet[RTPHeader.minimumSize...]))
    let header = RTPHeader(
      marker: packet.marker, payloadType: payloadType, sequence: sequence, timestamp: packet.timestamp, ssrc: ssrc)
    send(header, payloadSize: TelephoneEvent.size, buffers: buffers)
    return true
  }

  /// Sends to the locked source (symmetric RTP), before that to the signalled address.
  private mutating func send(_ header: RTPHeader, payloadSize: Int, buffers: borrowing ThreadBuffers) {
    header.write(to: buffers.packet)
    sequence &+= 1
    let target = lock.source ?? parameters.remote
    guard let host = target.ipv4, target.port != 0 else { return }
    let size = RTPHeader.minimumSize + payloadSize
    if shim_udp_send(sockets.rtp, buffers.packet.baseAddress, size, host, target.port) != 0 {
      statistics.sendErrors += 1
    }
    statistics.packetsSent += 1
    bytesSent &+= UInt32(payloadSize)
  }
}
