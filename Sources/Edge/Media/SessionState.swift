import CShims
import PCM
import RTP
import Synchronization

/// A session as the media thread sees it; nobody else touches it between `attach` and `close`.
///
/// Invariants: nothing is allocated between `start` and the end except when parameters change. SSRC, sequence numbers
/// and timestamps run on over every `start`; the timestamp moves 160 for each round of 20 ms, sent or not.
struct SessionState: ~Copyable {
  static let frameSize = 160
  /// Frames above this are heard; what is below is silence or noise.
  static let audibleLevel: Float = -45

  let shared: SessionShared
  let mode: SessionConfiguration.Mode
  let sockets: SocketPair
  let tap: RecordingTap?
  let canonicalName: [UInt8]

  var nextInSlot: UnsafeMutablePointer<SessionState>?
  var slot = 0
  var roundsSkippedBefore: Int64 = 0
  var isStarted = false
  var parameters: MediaParameters
  var law = G711Law.mu
  var statistics = MediaStatistics()

  // Receiving.
  var lock: SourceLock
  var jitter: JitterBuffer
  var concealment = LossConcealment()
  var reception = ReceptionStatistics(clockRate: 8000)
  var events = TelephoneEventReceiver()
  var lastFrameWasQuiet = true

  // Sending.
  let ssrc: UInt32
  var sequence: UInt16
  var timestamp: UInt32
  var bytesSent: UInt32 = 0
  var digits = TelephoneEventSender()
  var isInTalkspurt = false
  var dryRounds = 0
  var dryEpoch: UInt32 = 0

  // RTCP.
  var random: UInt64
  var nextReport: Int64 = 0
  var packetsAtLastReport: Int64 = 0
  var roundsSinceControl = 0
  var controlSource: MediaAddress?
  var lastSenderReport: UInt32 = 0
  var lastSenderReportArrival: Int64 = 0

  init(
    shared: SessionShared, mode: SessionConfiguration.Mode, sockets: consuming SocketPair, tap: RecordingTap?,
    canonicalName: [UInt8], ssrc: UInt32, sequence: UInt16, timestamp: UInt32, random: UInt64
  ) {
    self.shared = shared
    self.mode = mode
    self.sockets = sockets
    self.tap = tap
    self.canonicalName = canonicalName
    self.ssrc = ssrc
    self.sequence = sequence
    self.timestamp = timestamp
    self.random = random | 1
    let nobody = MediaAddress(ipv4: 0, port: 0)
    parameters = MediaParameters(remote: nobody)
    lock = SourceLock(signalled: nobody)
    jitter = JitterBuffer(frameSize: Self.frameSize)
  }

  /// Begins, or goes on with other parameters.
  mutating func start(_ new: MediaParameters, now: Int64, buffers: borrowing ThreadBuffers) {
    let isFirst = !isStarted
    if isFirst {
      lock = SourceLock(signalled: new.remote, alsoFrom: new.signallingSource)
      // What came before the answer is stale: playing it would only add delay.
      for _ in 0..<64 where shim_batch_receive(buffers.batch, sockets.rtp) <= 0 { break }
      nextReport = now + nextInterval() / 2
    } else {
      lock.update(signalled: new.remote, alsoFrom: new.signallingSource)
    }
    if new.remote != parameters.remote || new.remoteControl != parameters.remoteControl { controlSource = nil }
    if new.codec != parameters.codec { jitter.reset() }
    parameters = new
    law = new.codec == .pcmu ? .mu : .a
    isStarted = true
  }

  /// One round of 20 ms. `true` when the conversation has something new to read.
  mutating func tick(now: Int64, skippedRounds: Int64, buffers: borrowing ThreadBuffers) -> Bool {
    guard isStarted else { return false }
    let skipped = skippedRounds - roundsSkippedBefore
    if skipped > 0 {
      roundsSkippedBefore = skippedRounds
      statistics.roundsSkipped += skipped
      timestamp &+= UInt32(truncatingIfNeeded: skipped) &* UInt32(Self.frameSize)
    }
    receive(now: now, buffers: buffers)
    let playout = jitter.pop(now: now, into: buffers.playout, mayAdjust: lastFrameWasQuiet)
    switch mode {
    case .conversation:
      deliver(playout, now: now, buffers: buffers)
      sendConversation(buffers: buffers)
    case .echo:
      echo(playout, buffers: buffers)
    }
    tap?.push(inbound: buffers.inbound, outbound: buffers.outbound)
    timestamp &+= UInt32(Self.frameSize)
    roundsSinceControl += 1
    if roundsSinceControl >= 10 {
      roundsSinceControl = 0
      receiveControl(now: now, buffers: buffers)
      if now >= nextReport { sendReport(now: now, isLeaving: false, buffers: buffers) }
    }
    publish()
    return mode == .conversation
  }

  private mutating func publish() {
    statistics.packetsLate = jitter.late
    statistics.packetsDuplicated = jitter.duplicates
    statistics.framesConcealed = jitter.concealed
    statistics.packetsLost = reception.lost
    statistics.jitterNanoseconds = reception.jitterNanoseconds
    statistics.playoutDelayNanoseconds = jitter.delay
    shared.counters.publish(statistics)
  }

  /// 2.5 to 7.5 seconds (RFC 3550 §6.2: a random half to one and a half times the interval).
  mutating func nextInterval() -> Int64 {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    return 2_500_000_000 + Int64(random % 5_000_000_000)
  }
}
