import CShims
import RTP

extension SessionState {
  /// Takes what came to the RTCP port; read five times a second, its times are the kernel's.
  mutating func receiveControl(now: Int64, buffers: borrowing ThreadBuffers) {
    let count = shim_batch_receive(buffers.batch, sockets.control)
    guard count > 0 else { return }
    let clockDifference = shim_realtime() - shim_monotonic()
    for index in 0..<count {
      let bytes = UnsafeRawBufferPointer(
        start: shim_batch_data(buffers.batch, index), count: shim_batch_length(buffers.batch, index))
      let source = MediaAddress(
        ipv4: shim_batch_host(buffers.batch, index), port: shim_batch_port(buffers.batch, index))
      let stamp = shim_batch_time(buffers.batch, index)
      takeControl(bytes, from: source, arrival: stamp == 0 ? now : min(now, stamp - clockDifference))
    }
  }

  /// Believes reports from the peer's host only; everything in them is advisory.
  mutating func takeControl(_ bytes: UnsafeRawBufferPointer, from source: MediaAddress, arrival: Int64) {
    guard source.hasSameHost(as: lock.source ?? parameters.remote) else {
      statistics.packetsIgnored += 1
      return
    }
    let ssrc = self.ssrc
    let peer = lock.source == nil ? nil : lock.ssrc
    var senderReport: UInt64?
    var block: ReportBlock?
    do {
      try ControlParser.parse(bytes) { item in
        switch item {
        case .senderReport(let from, let sender): if from == peer { senderReport = sender.ntp }
        case .block(let report): if report.ssrc == ssrc { block = report }
        case .receiverReport, .canonicalName, .bye: break
        }
      }
    } catch {
      statistics.packetsMalformed += 1
      return
    }
    statistics.controlPacketsReceived += 1
    controlSource = source
    if let senderReport {
      lastSenderReport = UInt32(truncatingIfNeeded: senderReport >> 16)
      lastSenderReportArrival = arrival
    }
    guard let block else { return }
    statistics.remotePacketsLost = Int64(block.cumulativeLost)
    statistics.remoteFractionLost = Int64(block.fractionLost)
    guard block.lastSenderReport != 0 else { return }
    // RFC 3550 §6.4.1: round trip = A − LSR − DLSR, in 1/65536 s.
    let here = UInt32(truncatingIfNeeded: Self.networkTime() >> 16)
    let trip = Int32(bitPattern: here &- block.lastSenderReport &- block.delaySinceLastSenderReport)
    let sinceArrival = max(0, shim_monotonic() - arrival)
    statistics.roundTripNanoseconds = max(0, Int64(trip) * 1_000_000_000 / 65536 - sinceArrival)
  }

  /// Sends SR or RR with our CNAME, and BYE when the session ends.
  mutating func sendReport(now: Int64, isLeaving: Bool, buffers: borrowing ThreadBuffers) {
    nextReport = now + nextInterval()
    let hasSent = statistics.packetsSent > packetsAtLastReport
    packetsAtLastReport = statistics.packetsSent
    let sender = SenderInformation(
      ntp: Self.networkTime(), timestamp: timestamp, packets: UInt32(truncatingIfNeeded: statistics.packetsSent),
      bytes: bytesSent)
    var block: ReportBlock?
    if lock.source != nil && reception.received > 0 {
      let delay = lastSenderReport == 0 ? 0 : max(0, now - lastSenderReportArrival) * 65536 / 1_000_000_000
      block = reception.report(
        on: lock.ssrc, lastSenderReport: lastSenderReport, delaySince: UInt32(clamping: delay))
    }
    let size = canonicalName.withUnsafeBytes { name in
      ControlBuilder.build(
        into: buffers.packet, ssrc: ssrc, sender: hasSent ? sender : nil, block: block, canonicalName: name,
        isLeaving: isLeaving)
    }
    let target = controlTarget
    guard let host = target.ipv4, target.port != 0 else { return }
    let descriptor = parameters.controlMultiplexed ? sockets.rtp : sockets.control
    if shim_udp_send(descriptor, buffers.packet.baseAddress, size, host, target.port) == 0 {
      statistics.controlPacketsSent += 1
    }
  }

  /// Where RTCP came from; else what was signalled; behind NAT the port after the locked source's.
  private var controlTarget: MediaAddress {
    let media = lock.source ?? parameters.remote
    if parameters.controlMultiplexed { return media }
    if let controlSource { return controlSource }
    if media == parameters.remote, let signalled = parameters.remoteControl { return signalled }
    var next = media
    next.port = media.port == 0 ? 0 : media.port &+ 1
    return next
  }

  /// 64-bit NTP time: seconds since 1900 in the upper half.
  private static func networkTime() -> UInt64 {
    let time = shim_realtime()
    let seconds = UInt64(time / 1_000_000_000) + 2_208_988_800
    return seconds << 32 | (UInt64(time % 1_000_000_000) << 32) / 1_000_000_000
  }
}
