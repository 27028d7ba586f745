/// Counters of one session since it was opened; each is exact, the set is not taken at one instant.
package struct MediaStatistics: Sendable, Equatable {
  package var packetsSent: Int64 = 0
  package var packetsReceived: Int64 = 0
  /// Packets of the locked source that never came, by sequence number (RFC 3550 A.3); may fall when late ones arrive.
  package var packetsLost: Int64 = 0
  package var packetsLate: Int64 = 0
  package var packetsDuplicated: Int64 = 0
  /// Not from the locked source: wrong address or SSRC.
  package var packetsIgnored: Int64 = 0
  /// Not RTP or RTCP, or of no negotiated payload type.
  package var packetsMalformed: Int64 = 0
  package var framesConcealed: Int64 = 0
  /// Inbound items dropped because the conversation did not read for 500 ms.
  package var inboundOverflows: Int64 = 0
  /// Times the bot's audio ran dry inside an utterance and went on within 200 ms.
  package var underruns: Int64 = 0
  package var sendErrors: Int64 = 0
  /// Rounds of 20 ms the thread came too late for and left out.
  package var roundsSkipped: Int64 = 0
  /// RFC 3550 interarrival jitter, nanoseconds.
  package var jitterNanoseconds: Int64 = 0
  /// Present playout delay of the jitter buffer, nanoseconds.
  package var playoutDelayNanoseconds: Int64 = 0
  /// From the peer's last report on us: packets lost in total; fraction lost in 1/256; round trip, 0 while unknown.
  package var remotePacketsLost: Int64 = 0
  package var remoteFractionLost: Int64 = 0
  package var roundTripNanoseconds: Int64 = 0
  package var controlPacketsSent: Int64 = 0
  package var controlPacketsReceived: Int64 = 0
  /// 20 ms frames the recording lost to a slow disk (silence stands in for them).
  package var recordingFramesDropped: Int64 = 0
  /// `errno` of the first failed write of the recording; 0 while all is well.
  package var recordingError: Int64 = 0
}
