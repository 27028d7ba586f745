import CShims
import PCM
import RTP
import Synchronization

extension SessionState {
  /// Takes what the kernel has collected since the last round: at most 64 datagrams, so that a flood costs no more.
  mutating func receive(now: Int64, buffers: borrowing ThreadBuffers) {
    let capacity = shim_batch_capacity()
    for _ in 0..<4 {
      let count = shim_batch_receive(buffers.batch, sockets.rtp)
      guard count > 0 else { return }
      let clockDifference = shim_realtime() - shim_monotonic()
      for index in 0..<count {
        let bytes = UnsafeRawBufferPointer(
          start: shim_batch_data(buffers.batch, index), count: shim_batch_length(buffers.batch, index))
        let source = MediaAddress(
          ipv4: shim_batch_host(buffers.batch, index), port: shim_batch_port(buffers.batch, index))
        let arrival = Self.arrival(shim_batch_time(buffers.batch, index), clockDifference, now)
        if RTPHeader.isControl(bytes) {
          if parameters.controlMultiplexed { takeControl(bytes, from: source, arrival: arrival) }
          continue
        }
        take(bytes, from: source, arrival: arrival)
      }
      if count < capacity { return }
    }
  }

  /// The kernel stamps with the wall clock; a stamp in the future or more than a second old means that clock was set.
  private static func arrival(_ stamp: Int64, _ clockDifference: Int64, _ now: Int64) -> Int64 {
    let arrival = stamp - clockDifference
    return stamp != 0 && arrival > now - 1_000_000_000 && arrival <= now ? arrival : now
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer, from source: MediaAddress, arrival: Int64) {
    guard let header = try? RTPHeader(parsing: bytes) else {
      statistics.packetsMalformed += 1
      return
    }
    let isEvent = header.payloadType == parameters.telephoneEventPayloadType
    // 13 is comfort noise (RFC 3389), which some send unasked.
    guard isEvent || header.payloadType == parameters.receivePayloadType || header.payloadType == 13 else {
      statistics.packetsMalformed += 1
      return
    }
    switch lock.judge(source: source, ssrc: header.ssrc, sequence: header.sequence, now: arrival) {
    case .ignore:
      statistics.packetsIgnored += 1
      return
    case .acceptNewSource:
      jitter.reset()
      events.reset()
      reception = ReceptionStatistics(clockRate: 8000)
      lastSenderReport = 0
    case .accept: break
    }
    statistics.packetsReceived += 1
    let isAudio = header.payloadType == parameters.receivePayloadType
    reception.received(
      sequence: header.sequence, timestamp: header.timestamp, arrival: arrival, isTimed: isAudio)
    let end = header.payloadOffset + header.payloadLength
    let payload = UnsafeRawBufferPointer(rebasing: bytes[header.payloadOffset..<end])
    if isEvent { takeEvent(payload, header, arrival: arrival) }
    // Only audio is played; the others hold their place in the sequence, so that they are not taken for lost.
    let audio = isAudio && parameters.receiving ? payload : UnsafeRawBufferPointer(start: nil, count: 0)
    let result = jitter.push(
      sequence: header.sequence, timestamp: header.timestamp, payload: audio, now: arrival)
    if result == .tooLarge { statistics.packetsMalformed += 1 }
  }

  private mutating func takeEvent(_ payload: UnsafeRawBufferPointer, _ header: RTPHeader, arrival: Int64) {
    guard let event = try? TelephoneEvent(parsing: payload) else {
      statistics.packetsMalformed += 1
      return
    }
    let digit = events.receive(
      event, timestamp: header.timestamp, sequence: header.sequence, marker: header.marker)
    guard let digit, parameters.receiving else { return }
    shared.inbound?.push(InboundRing.Item(kind: .digit(digit), arrival: arrival, level: Level.floor), nil)
  }

  /// Decodes or conceals a frame and hands it to the conversation.
  mutating func deliver(_ playout: PlayoutFrame, now: Int64, buffers: borrowing ThreadBuffers) {
    let kind: InboundFrame.Kind
    switch playout.kind {
    case .audio:
      decode(playout, buffers: buffers)
      concealment.accept(buffers.inbound)
      kind = .speech
    case .concealed:
      concealment.conceal(into: buffers.inbound)
      kind = .concealed
    case .silence:
      concealment.silence()
      buffers.inbound.update(repeating: 0)
      kind = .silence
    }
    let level = Level.decibels(UnsafeBufferPointer(buffers.inbound))
    lastFrameWasQuiet = level < -50
    shared.inbound?.push(
      InboundRing.Item(kind: kind, arrival: playout.arrival, level: level), buffers.inbound.baseAddress)
  }

  /// Payload to samples; a frame cut short ends in silence.
  func decode(_ playout: PlayoutFrame, buffers: borrowing ThreadBuffers) {
    if playout.count < Self.frameSize { buffers.inbound.update(repeating: 0) }
    law.decode(UnsafeRawBufferPointer(rebasing: buffers.playout[0..<playout.count]), into: buffers.inbound)
  }
}
