/// A codec of the audio path at 8000 Hz, mono.
package enum AudioCodec: String, Equatable, Hashable, Sendable, CaseIterable {
  case pcmu = "PCMU"
  case pcma = "PCMA"

  /// The static payload type (RFC 3551 table 4).
  package var payloadType: UInt8 { self == .pcmu ? 0 : 8 }
}

/// Who sends media, seen from the side that says it (RFC 3264 §6.1).
package enum MediaDirection: String, Equatable, Sendable, CaseIterable {
  case sendReceive = "sendrecv"
  case sendOnly = "sendonly"
  case receiveOnly = "recvonly"
  case inactive

  package var sends: Bool { self == .sendReceive || self == .sendOnly }
  package var receives: Bool { self == .sendReceive || self == .receiveOnly }
  package var reversed: MediaDirection {
    switch self {
    case .sendOnly: .receiveOnly
    case .receiveOnly: .sendOnly
    default: self
    }
  }
}

/// What one side can do, in the order it prefers.
package struct MediaCapabilities: Equatable, Sendable {
  package var codecs: [AudioCodec]
  /// Takes and offers telephone-event/8000 (RFC 4733), events 0–15.
  package var telephoneEvents: Bool
  /// Milliseconds of audio in a packet.
  package var packetTime: Int

  package init(codecs: [AudioCodec] = [.pcmu, .pcma], telephoneEvents: Bool = true, packetTime: Int = 20) {
    self.codecs = codecs
    self.telephoneEvents = telephoneEvents
    self.packetTime = packetTime
  }
}

/// What an offer and its answer agreed on for the one audio stream.
package struct NegotiatedAudio: Equatable, Sendable {
  /// Where our RTP goes; an IP address literal. `0.0.0.0` when the other side is on hold the old way: send nothing.
  package var remoteAddress: String
  package var remotePort: UInt16
  package var remoteRTCPAddress: String
  package var remoteRTCPPort: UInt16
  /// Both sides said `a=rtcp-mux`; the RTCP port is then the RTP port.
  package var rtcpMultiplexed: Bool
  package var codec: AudioCodec
  /// The payload type of packets we send, and of packets we receive; they differ only if the answerer chose so.
  package var payloadType: UInt8
  package var receivePayloadType: UInt8
  /// telephone-event, or nil where the other side has none.
  package var eventPayloadType: UInt8?
  package var receiveEventPayloadType: UInt8?
  /// Milliseconds in the packets we send.
  package var packetTime: Int
  /// Ours: `sends` says whether we may send, `receives` whether the other side will.
  package var direction: MediaDirection
}

/// Why an offer or an answer cannot be taken: answer 488 (RFC 3261 §21.4.26) with `text` as the warning.
package enum SDPRejection: Error, Equatable, Sendable {
  case malformed(SDPParseError)
  case noAudio
  case noCommonCodec
  case profile(String)
  case multicast
  case addressMissing
  /// The answer does not fit the offer.
  case mismatchedAnswer
}
