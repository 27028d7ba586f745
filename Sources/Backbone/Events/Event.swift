package import JSON

/// One thing that happened, as it is stored and streamed. Offsets are global and without gaps in one log;
/// `sequence` counts the events of one call from 0, so that order within a call can be checked.
package struct Event: Sendable, Hashable {
  /// Version of the shape that `Event.write` produces.
  package static let version = 1

  /// Wall-clock milliseconds since 1970-01-01 UTC.
  package var time: Int64
  /// Empty for events of the runtime itself.
  package var call: String
  package var tenant: String
  package var bot: String
  package var sequence: Int
  package var body: EventBody

  package init(time: Int64, call: String, tenant: String, bot: String, sequence: Int, body: EventBody) {
    self.time = time
    self.call = call
    self.tenant = tenant
    self.bot = bot
    self.sequence = sequence
    self.body = body
  }
}

package enum EventBody: Sendable, Hashable {
  case callStarted(from: String, to: String, revision: String, via: String)
  case callAnswered(codec: String)
  /// `by`: `caller`, `bot` or `runtime`; `reason` in a few words.
  case callEnded(by: String, reason: String, milliseconds: Int64, media: MediaSummary?)
  case transcriptPartial(text: String, utterance: Int)
  case transcriptFinal(text: String, utterance: Int)
  case intent(name: String, confidence: Double)
  case slot(name: String, value: JSONValue)
  case step(name: String)
  case toolCalled(id: String, name: String, arguments: JSONValue)
  case toolReturned(id: String, name: String, result: JSONValue?, error: String?, milliseconds: Int64)
  /// The bot began to say this.
  case botSaid(text: String)
  /// The caller spoke over the bot, which had been heard up to `heard`; `resumed` where it was a false alarm.
  case interrupted(heard: String, resumed: Bool)
  case dtmf(digit: String)
  case hold(held: Bool)
  case transfer(target: String, to: String)
  case outcome(JSONValue)
  case turn(Turn)
  case recording(path: String)
  case failed(code: String, message: String)
  case configurationLive(revision: String, bots: Int)
  case configurationRefused(revision: String, errors: [String])
  case runtimeStarted(version: String)
  case runtimeStopped
}

/// One exchange with its latency. The stages are consecutive: they sum exactly to `voiceToVoice`.
package struct Turn: Sendable, Hashable {
  package var id: String
  package var heard: String
  package var said: String
  package var waterfall: Waterfall
  package var interrupted: Bool
  package init(id: String, heard: String, said: String, waterfall: Waterfall, interrupted: Bool) {
    self.id = id
    self.heard = heard
    self.said = said
    self.waterfall = waterfall
    self.interrupted = interrupted
  }
}

/// Microseconds from the arrival of the last packet with caller speech to the departure of the first packet with
/// bot speech, split where the work passed from one stage to the next.
package struct Waterfall: Sendable, Hashable {
  /// Last speech packet at the socket → its frame out of the jitter buffer and on the conversation loop.
  package var jitterBuffer: Int64 = 0
  /// → voice activity says that speech has ended.
  package var voiceActivity: Int64 = 0
  /// → the turn machine decides that it is the bot's turn (patience).
  package var endOfTurn: Int64 = 0
  /// → the final transcript is there, where it was later than the decision.
  package var finalTranscript: Int64 = 0
  /// → the brain's first token or, after tool calls, its first words.
  package var brain: Int64 = 0
  /// → the first clause is complete.
  package var firstClause: Int64 = 0
  /// → the first audio of it from text-to-speech.
  package var firstAudio: Int64 = 0
  /// → the first packet with speech leaves.
  package var pacing: Int64 = 0
  package init() {}

  package var voiceToVoice: Int64 {
    jitterBuffer + voiceActivity + endOfTurn + finalTranscript + brain + firstClause + firstAudio + pacing
  }
}

/// Media figures of one call (RFC 3550 terms).
package struct MediaSummary: Sendable, Hashable {
  package var packetsReceived: Int64 = 0
  package var packetsLost: Int64 = 0
  package var packetsLate: Int64 = 0
  package var packetsSent: Int64 = 0
  package var jitterMicroseconds: Int64 = 0
  package init() {}
}
