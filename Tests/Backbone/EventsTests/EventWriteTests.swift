import Events
import JSON
import Testing

@Suite struct EventWriteTests {
  static let media: MediaSummary = {
    var media = MediaSummary()
    media.packetsReceived = 100
    media.packetsLost = 1
    media.packetsSent = 99
    media.jitterMicroseconds = 1_250
    return media
  }()

  static let turn: Turn = {
    var waterfall = Waterfall()
    waterfall.jitterBuffer = 40_001
    waterfall.endOfTurn = 300_000
    waterfall.brain = 1
    waterfall.pacing = 12_340
    return Turn(id: "c-1-1", heard: "a pizza", said: "Sure.", waterfall: waterfall, interrupted: false)
  }()

  static let golden: [(EventBody, String)] = [
    (
      .callStarted(from: "sip:a@b", to: "100", revision: "abc", via: "sip"),
      #""type":"call.started","from":"sip:a@b","to":"100","revision":"abc","via":"sip""#
    ),
    (.callAnswered(codec: "PCMU/8000"), #""type":"call.answered","codec":"PCMU/8000""#),
    (
      .callEnded(by: "caller", reason: "hung up", milliseconds: 12_345, media: media),
      #""type":"call.ended","by":"caller","reason":"hung up","durationMs":12345,"media":{"packetsReceived":100,"packetsLost":1,"packetsLate":0,"packetsSent":99,"jitterMs":1.25}"#
    ),
    (
      .callEnded(by: "bot", reason: "", milliseconds: 0, media: nil),
      #""type":"call.ended","by":"bot","reason":"","durationMs":0"#
    ),
    (.transcriptPartial(text: "a", utterance: 2), #""type":"transcript.partial","text":"a","utterance":2"#),
    (.transcriptFinal(text: "a \"b\"", utterance: 2), #""type":"transcript.final","text":"a \"b\"","utterance":2"#),
    (.intent(name: "order", confidence: 0.75), #""type":"intent","name":"order","confidence":0.75"#),
    (.slot(name: "size", value: "large"), #""type":"slot","name":"size","value":"large""#),
    (.step(name: "confirm"), #""type":"step","name":"confirm""#),
    (
      .toolCalled(id: "t1", name: "place", arguments: ["n": 2]),
      #""type":"tool.called","id":"t1","name":"place","arguments":{"n":2}"#
    ),
    (
      .toolReturned(id: "t1", name: "place", result: [1], error: nil, milliseconds: 3),
      #""type":"tool.returned","id":"t1","name":"place","result":[1],"durationMs":3"#
    ),
    (
      .toolReturned(id: "t1", name: "place", result: nil, error: "no", milliseconds: 3),
      #""type":"tool.returned","id":"t1","name":"place","error":"no","durationMs":3"#
    ),
    (.botSaid(text: "Grüß Gott\n"), #""type":"bot.said","text":"Grüß Gott\n""#),
    (.interrupted(heard: "Would", resumed: true), #""type":"interrupted","heard":"Would","resumed":true"#),
    (.dtmf(digit: "#"), ##""type":"dtmf","digit":"#""##),
    (.hold(held: true), #""type":"hold","held":true"#),
    (.transfer(target: "human", to: "tel:1"), #""type":"transfer","target":"human","to":"tel:1""#),
    (.outcome(["ordered": true]), #""type":"outcome","outcome":{"ordered":true}"#),
    (
      .turn(turn),
      #""type":"turn","turnId":"c-1-1","heard":"a pizza","said":"Sure.","interrupted":false,"voiceToVoiceMs":352.342,"waterfall":{"jitterBuffer":40.001,"voiceActivity":0,"endOfTurn":300,"finalTranscript":0,"brain":0.001,"firstClause":0,"firstAudio":0,"pacing":12.34}"#
    ),
    (.recording(path: "a.wav"), #""type":"recording","path":"a.wav""#),
    (.failed(code: "stt", message: "gone"), #""type":"failed","code":"stt","message":"gone""#),
    (.configurationLive(revision: "abc", bots: 3), #""type":"configuration.live","revision":"abc","bots":3"#),
    (
      .configurationRefused(revision: "abc", errors: ["x", "y"]),
      #""type":"configuration.refused","revision":"abc","errors":["x","y"]"#
    ),
    (.runtimeStarted(version: "1"), #""type":"runtime.started","version":"1""#),
    (.runtimeStopped, #""type":"runtime.stopped""#),
  ]

  @Test(arguments: golden.indices)
  func isWrittenAs(index: Int) throws {
    let (body, expected) = Self.golden[index]
    let event = Event(time: 1_700_000_000_123, call: "c", tenant: "t", bot: "b", sequence: 4, body: body)
    var writer = JSONWriter()
    event.write(into: &writer, offset: 17)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    let envelope = #"{"v":1,"offset":17,"time":1700000000123,"call":"c","tenant":"t","bot":"b","seq":4,"#
    #expect(text == envelope + expected + "}")
    let names = try #require(try JSONParser.parse(text).objectValue?.names)
    #expect(text.utf8.count(where: { $0 == 0x0A }) == 0)
    #expect(Set(names).count == names.count)
    #expect(event.approximateBytes + 200 > writer.bytes.count)
  }

  @Test func everyTypeHasAGoldenText() {
    #expect(Set(Self.golden.map { $0.0.type }) == Set(EventType.allCases))
  }

  @Test func theStagesSumToVoiceToVoice() throws {
    var writer = JSONWriter()
    Event(time: 0, call: "c", tenant: "", bot: "", sequence: 0, body: .turn(Self.turn)).write(into: &writer, offset: 1)
    let value = try JSONParser.parse(writer.bytes)
    let waterfall = try #require(value["waterfall"]?.objectValue)
    let stages = waterfall.members.compactMap(\.value.doubleValue)
    #expect(stages.count == 8)
    #expect(abs(stages.reduce(0, +) - (value["voiceToVoiceMs"]?.doubleValue ?? 0)) < 0.0005)
  }
}
