/// One item the conversation reads: 20 ms of the caller's audio, or a digit.
package struct InboundFrame: ~Copyable {
  package enum Kind: Sendable, Equatable {
    /// Decoded from received packets.
    case speech
    /// Made up to cover a lost or late packet.
    case concealed
    /// Nothing was received: the caller sends nothing, is on hold, or the loss outlasted concealment.
    case silence
    /// A telephone event (RFC 4733): the ASCII code of `0`–`9`, `*`, `#`, `A`–`D`. No samples.
    case digit(UInt8)
  }

  package let kind: Kind
  /// 160 samples at 8 kHz, valid during the call of the reading closure only; empty for a digit.
  package let samples: UnsafeBufferPointer<Int16>
  /// When the packet reached this machine: CLOCK_MONOTONIC in nanoseconds. For frames without a packet, when the frame
  /// was due.
  package let arrivalNanoseconds: Int64
  /// Level of the frame in dBFS: 0 is a full-scale square wave, −96 and below is silence.
  package let level: Float
}
