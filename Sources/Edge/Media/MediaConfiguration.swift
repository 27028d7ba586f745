/// How the media engine is laid out on this machine.
package struct MediaConfiguration: Sendable {
  /// Media threads, at least 1; more than one per core gains nothing.
  package var threads: Int
  /// IPv4 literal the RTP and RTCP sockets bind to.
  package var host: String
  /// The range RTP ports (even) and RTCP ports (RTP + 1) are taken from; `nil` takes ephemeral ports.
  package var ports: ClosedRange<UInt16>?
  /// CNAME of the RTCP source descriptions; 1 to 255 bytes.
  package var canonicalName: String

  package init(
    threads: Int = 1, host: String = "127.0.0.1", ports: ClosedRange<UInt16>? = nil,
    canonicalName: String = "voicebot"
  ) {
    self.threads = threads
    self.host = host
    self.ports = ports
    self.canonicalName = canonicalName
  }
}

/// What one session is for; fixed from `open` to `close`.
package struct SessionConfiguration: Sendable {
  package enum Mode: Sendable, Equatable {
    /// Frames go to and come from a conversation over the two rings.
    case conversation
    /// The media thread returns the received audio through its jitter buffer; no rings, no conversation.
    case echo
  }

  package var mode: Mode
  /// Where and how the call is recorded; `nil` records nothing.
  package var recording: RecordingConfiguration?

  package init(mode: Mode = .conversation, recording: RecordingConfiguration? = nil) {
    self.mode = mode
    self.recording = recording
  }
}

/// A WAV file, 8 kHz, 16-bit, whose header is valid at every moment.
package struct RecordingConfiguration: Sendable {
  package enum Channels: Sendable, Equatable {
    /// Both sides mixed.
    case mono
    /// Caller left, bot right.
    case stereo
  }

  /// Path of the file; created or truncated, its directory has to exist.
  package var path: String
  package var channels: Channels

  package init(path: String, channels: Channels = .stereo) {
    self.path = path
    self.channels = channels
  }
}
