package import RTP

/// The codecs a session encodes and decodes itself; both at 8 kHz, one byte a sample.
package enum MediaCodec: UInt8, Sendable, Equatable {
  /// G.711 µ-law.
  case pcmu = 0
  /// G.711 A-law.
  case pcma = 8
}

/// What offer and answer settled on; given at the start of a session and again after every re-INVITE.
package struct MediaParameters: Sendable, Equatable {
  /// The peer's RTP address from its SDP. Packets go here until a source is locked.
  package var remote: MediaAddress
  /// The peer's RTCP address; the RTP port + 1 when `nil`.
  package var remoteControl: MediaAddress?
  /// Where the peer's signalling came from; its host is allowed as a media source too (a peer behind NAT).
  package var signallingSource: MediaAddress?
  package var codec: MediaCodec
  /// Payload type of the audio we send, 0–127.
  package var payloadType: UInt8
  /// Payload type of the audio we receive, 0–127; the two differ when the peer numbers its own way.
  package var receivePayloadType: UInt8
  /// Payload type of RFC 4733 telephone events at 8 kHz, both ways; `nil` when not negotiated.
  package var telephoneEventPayloadType: UInt8?
  /// Whether we may send. `false` (hold): no RTP packet leaves.
  package var sending: Bool
  /// Whether we listen. `false`: received audio and digits are dropped, frames of silence keep the timeline.
  package var receiving: Bool
  /// RTP and RTCP on one port (RFC 5761).
  package var controlMultiplexed: Bool

  package init(
    remote: MediaAddress, remoteControl: MediaAddress? = nil, signallingSource: MediaAddress? = nil,
    codec: MediaCodec = .pcmu, payloadType: UInt8? = nil, receivePayloadType: UInt8? = nil,
    telephoneEventPayloadType: UInt8? = 101, sending: Bool = true, receiving: Bool = true,
    controlMultiplexed: Bool = false
  ) {
    self.remote = remote
    self.remoteControl = remoteControl
    self.signallingSource = signallingSource
    self.codec = codec
    self.payloadType = payloadType ?? codec.rawValue
    self.receivePayloadType = receivePayloadType ?? payloadType ?? codec.rawValue
    self.telephoneEventPayloadType = telephoneEventPayloadType
    self.sending = sending
    self.receiving = receiving
    self.controlMultiplexed = controlMultiplexed
  }
}
