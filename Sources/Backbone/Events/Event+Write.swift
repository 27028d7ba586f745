package import JSON

// The written event is one flat object. The envelope comes first and always has the same members in the same order:
//   v, offset, time, call, tenant, bot, seq, type
// then the members of the type. Their names never repeat the envelope's. Durations end in `Ms`; a reader ignores
// members that it does not know, so that members may be added without a new `Event.version`.

extension Event {
  /// Writes the event as one JSON object without a line break. `offset` is its place in the log, from 1.
  package func write(into writer: inout JSONWriter, offset: Int64) {
    writer.beginObject()
    writer.member("v", Int64(Event.version))
    writer.member("offset", offset)
    writer.member("time", time)
    writer.member("call", call)
    writer.member("tenant", tenant)
    writer.member("bot", bot)
    writer.member("seq", Int64(sequence))
    writer.member("type", body.type.rawValue)
    body.write(into: &writer)
    writer.endObject()
  }
}

extension EventBody {
  func write(into writer: inout JSONWriter) {
    switch self {
    case .callStarted(let from, let to, let revision, let via):
      writer.member("from", from)
      writer.member("to", to)
      writer.member("revision", revision)
      writer.member("via", via)
    case .callAnswered(let codec):
      writer.member("codec", codec)
    case .callEnded(let by, let reason, let milliseconds, let media):
      writer.member("by", by)
      writer.member("reason", reason)
      writer.member("durationMs", milliseconds)
      media?.write(into: &writer)
    case .transcriptPartial(let text, let utterance), .transcriptFinal(let text, let utterance):
      writer.member("text", text)
      writer.member("utterance", Int64(utterance))
    case .intent(let name, let confidence):
      writer.member("name", name)
      writer.name("confidence")
      writer.write(confidence)
    case .slot(let name, let value):
      writer.member("name", name)
      writer.member("value", value)
    case .step(let name):
      writer.member("name", name)
    case .toolCalled(let id, let name, let arguments):
      writer.member("id", id)
      writer.member("name", name)
      writer.member("arguments", arguments)
    case .toolReturned(let id, let name, let result, let error, let milliseconds):
      writer.member("id", id)
      writer.member("name", name)
      if let result { writer.member("result", result) }
      if let error { writer.member("error", error) }
      writer.member("durationMs", milliseconds)
    case .botSaid(let text):
      writer.member("text", text)
    case .interrupted(let heard, let resumed):
      writer.member("heard", heard)
      writer.member("resumed", resumed)
    case .dtmf(let digit):
      writer.member("digit", digit)
    case .hold(let held):
      writer.member("held", held)
    case .transfer(let target, let to):
      writer.member("target", target)
      writer.member("to", to)
    case .outcome(let value):
      writer.member("outcome", value)
    case .turn(let turn):
      turn.write(into: &writer)
    case .recording(let path):
      writer.member("path", path)
    case .failed(let code, let message):
      writer.member("code", code)
      writer.member("message", message)
    case .configurationLive(let revision, let bots):
      writer.member("revision", revision)
      writer.member("bots", Int64(bots))
    case .configurationRefused(let revision, let errors):
      writer.member("revision", revision)
      writer.name("errors")
      writer.beginArray()
      for error in errors { writer.write(error) }
      writer.endArray()
    case .runtimeStarted(let version):
      writer.member("version", version)
    case .runtimeStopped:
      break
    }
  }
}

extension Turn {
  func write(into writer: inout JSONWriter) {
    writer.member("turnId", id)
    writer.member("heard", heard)
    writer.member("said", said)
    writer.member("interrupted", interrupted)
    writer.milliseconds("voiceToVoiceMs", waterfall.voiceToVoice)
    writer.name("waterfall")
    writer.beginObject()
    writer.milliseconds("jitterBuffer", waterfall.jitterBuffer)
    writer.milliseconds("voiceActivity", waterfall.voiceActivity)
    writer.milliseconds("endOfTurn", waterfall.endOfTurn)
    writer.milliseconds("finalTranscript", waterfall.finalTranscript)
    writer.milliseconds("brain", waterfall.brain)
    writer.milliseconds("firstClause", waterfall.firstClause)
    writer.milliseconds("firstAudio", waterfall.firstAudio)
    writer.milliseconds("pacing", waterfall.pacing)
    writer.endObject()
  }
}

extension MediaSummary {
  func write(into writer: inout JSONWriter) {
    writer.name("media")
    writer.beginObject()
    writer.member("packetsReceived", packetsReceived)
    writer.member("packetsLost", packetsLost)
    writer.member("packetsLate", packetsLate)
    writer.member("packetsSent", packetsSent)
    writer.milliseconds("jitterMs", jitterMicroseconds)
    writer.endObject()
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ value: String) {
    self.name(name)
    write(value)
  }

  mutating func member(_ name: String, _ value: Int64) {
    self.name(name)
    write(value)
  }

  mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    write(value)
  }

  mutating func member(_ name: String, _ value: JSONValue) {
    self.name(name)
    write(value)
  }

  /// Microseconds as milliseconds with at most three decimals; exact, since the nearest `Double` prints shortest.
  mutating func milliseconds(_ name: String, _ microseconds: Int64) {
    self.name(name)
    if microseconds % 1000 == 0 { write(microseconds / 1000) } else { write(Double(microseconds) / 1000) }
  }
}
