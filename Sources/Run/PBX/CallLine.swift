package import CallRuntime
import Events
package import Media
package import Resources
package import SDP
package import SIP

/// What a bot's call is answered with: a conversation, or the caller's own audio.
package enum CallService: Sendable {
  case conversation(VoiceConversation)
  case echo
}

/// One call as the PBX sees it, confined to the SIP loop.
struct CallLine {
  let id: String
  let bot: Bot
  let tenant: String
  let media: MediaSession
  let events: CallEvents
  let source: TransportAddress
  let from: String
  let revision: String
  let recording: String?
  /// Wall-clock milliseconds.
  let startedAt: Int64
  var session: SDPSession
  var service: CallService
  var isEstablished = false
  var isHeld = false
  /// Set when the bot ended the call.
  var endedByBot: String?
}

extension MediaParameters {
  init?(_ audio: NegotiatedAudio, signalling: TransportAddress) {
    guard let remote = MediaAddress(audio.remoteAddress, port: audio.remotePort) else { return nil }
    self.init(
      remote: remote,
      remoteControl: MediaAddress(audio.remoteRTCPAddress, port: audio.remoteRTCPPort),
      signallingSource: MediaAddress(signalling.host, port: signalling.port),
      codec: audio.codec == .pcmu ? .pcmu : .pcma, payloadType: audio.payloadType,
      receivePayloadType: audio.receivePayloadType, telephoneEventPayloadType: audio.receiveEventPayloadType,
      sending: audio.direction.sends && audio.remoteAddress != "0.0.0.0", receiving: audio.direction.receives,
      controlMultiplexed: audio.rtcpMultiplexed)
  }
}

extension MediaSummary {
  init(_ statistics: MediaStatistics) {
    self.init()
    packetsReceived = statistics.packetsReceived
    packetsLost = statistics.packetsLost
    packetsLate = statistics.packetsLate
    packetsSent = statistics.packetsSent
    jitterMicroseconds = statistics.jitterNanoseconds / 1000
  }
}
