import Media
import PCM
import Providers

/// The listening side of one call: telephone frames in, voice activity and utterances out.
///
/// Frames come at 8 kHz; voice activity and transcription run at 16 kHz. The audio of the last half second before an
/// onset goes to the transcription as preroll, since voice activity notices speech late.
struct Hearing {
  enum Edge {
    case started(utterance: Int)
    case ended(utterance: Int)
  }

  /// Level above which a frame counts as speech on the wire, dBFS.
  static let audibleLevel: Float = -45
  private static let prerollLength = 8000

  private let activity: any VoiceActivity
  private let transcription: any TranscriptionStream
  private var upsampler = Resampler(from: 8000, to: 16000)
  private var preroll: [Int16] = []
  private var isSpeaking = false
  private var utterance = 0

  /// Arrival of the last audible packet, and when its frame was read (media clock, nanoseconds).
  private(set) var lastAudibleArrival: Int64?
  private(set) var lastAudibleRead: Int64?

  init(activity: any VoiceActivity, transcription: any TranscriptionStream) {
    self.activity = activity
    self.transcription = transcription
    preroll.reserveCapacity(2 * Self.prerollLength)
  }

  /// Takes one 20 ms frame; returns where speech started or ended with it.
  mutating func push(_ frame: borrowing InboundFrame, now: Int64) -> Edge? {
    if frame.level > Self.audibleLevel, frame.kind == .speech {
      lastAudibleArrival = frame.arrivalNanoseconds
      lastAudibleRead = now
    }
    var samples: [Int16] = []
    samples.reserveCapacity(frame.samples.count * 2)
    upsampler.process(frame.samples, into: &samples)
    let speaking = activity.push(samples)
    switch (isSpeaking, speaking) {
    case (false, true):
      isSpeaking = true
      utterance += 1
      preroll.append(contentsOf: samples)
      transcription.begin(utterance: utterance, preroll: preroll)
      preroll.removeAll(keepingCapacity: true)
      return .started(utterance: utterance)
    case (true, false):
      isSpeaking = false
      transcription.push(samples)
      transcription.end()
      return .ended(utterance: utterance)
    case (true, true):
      transcription.push(samples)
    case (false, false):
      preroll.append(contentsOf: samples)
      if preroll.count >= 2 * Self.prerollLength { preroll.removeFirst(preroll.count - Self.prerollLength) }
    }
    return nil
  }

  /// Ends an utterance in progress, as when the caller goes on hold.
  mutating func interrupt() -> Edge? {
    activity.reset()
    preroll.removeAll(keepingCapacity: true)
    guard isSpeaking else { return nil }
    isSpeaking = false
    transcription.end()
    return .ended(utterance: utterance)
  }

  func close() { transcription.close() }
}
