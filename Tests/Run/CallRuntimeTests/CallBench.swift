import CallRuntime
import Events
import Media
import Providers
import RTP
import Resources
import Synchronization
import Testing

/// How the bot ended the call, and what had been played by then.
final class Ending: Sendable {
  private let media: MediaSession
  private let storage = Mutex<(ending: VoiceConversation.Ending, playback: PlaybackState)?>(nil)

  init(media: MediaSession) { self.media = media }

  var value: (ending: VoiceConversation.Ending, playback: PlaybackState)? { storage.withLock { $0 } }

  func note(_ ending: VoiceConversation.Ending) {
    let playback = media.playback
    storage.withLock { $0 = (ending, playback) }
  }
}

/// One conversation on real media over loopback, with a caller at the other end that the test moves on.
final class CallBench {
  let collector = EventCollector()
  let brain: ScriptedBrain
  let conversation: VoiceConversation
  let bot: MediaSession
  let caller: MediaSession
  private let engine: MediaEngine
  private let loop = ConversationLoop()
  private let ending: Ending
  private var unsaid: [Int16] = []

  /// Frames that came to the caller, and arrivals of those with sound.
  private(set) var frames = 0
  private(set) var audible: [Int64] = []

  init(
    _ brain: ScriptedBrain, hears texts: [String] = [], tools: ScriptedTools = ScriptedTools(),
    voice: ToneVoice = ToneVoice(), configure: (inout Bot) -> Void = { _ in }
  ) throws {
    self.brain = brain
    engine = try MediaEngine(MediaConfiguration())
    bot = try engine.open(SessionConfiguration())
    caller = try engine.open(SessionConfiguration())
    var declared = Bot(metadata: Metadata(name: "b", tenant: "t"))
    configure(&declared)
    let media = bot
    let ending = Ending(media: media)
    self.ending = ending
    let runner = BrainRunner(session: brain, tools: tools)
    let parts = VoiceConversation.Parts(
      bot: declared, media: media, recognizer: ScriptedRecognizer(texts), voice: voice,
      makeActivity: { LoudnessActivity() }, runner: runner, events: collector.makeEvents(), clock: MediaClock.now,
      onEnd: { ending.note($0) })
    conversation = VoiceConversation(parts, on: loop)
    caller.start(Self.parameters(to: bot.localPort))
    bot.start(Self.parameters(to: caller.localPort))
  }

  /// Returns when packets flow, so that nothing said is lost to the probation of a new source.
  func start() async throws {
    #expect(await eventually { self.bot.statistics.packetsReceived > 5 && self.caller.statistics.packetsReceived > 5 })
    try await conversation.start()
  }

  func stop() async {
    await conversation.close()
    await loop.shutdown()
    engine.shutdown()
  }

  func hold(_ held: Bool) async {
    bot.start(Self.parameters(to: caller.localPort, sending: !held))
    await conversation.hold(held)
  }

  var ended: (ending: VoiceConversation.Ending, playback: PlaybackState)? { ending.value }

  /// The caller speaks from the next packet on.
  func say(milliseconds: Int) { unsaid += tone(frames: milliseconds / 20) }

  /// Moves the caller on until the condition holds.
  func until(_ what: String, within limit: Duration = .seconds(15), _ condition: () -> Bool) async throws {
    let holds = await eventually(within: limit) {
      self.move()
      return condition()
    }
    try #require(holds, "never: \(what); events: \(collector.bodies)")
  }

  /// Lets so many frames (20 ms) pass at the caller.
  func pass(frames count: Int) async throws {
    let end = frames + count
    try await until("\(count) frames", within: .milliseconds(count * 20) + .seconds(15)) { frames >= end }
  }

  /// What the caller said has left the socket, all of it.
  var hasSpoken: Bool { unsaid.isEmpty && caller.playback.isEmpty }

  private func move() {
    let count = min(caller.writableFrames * 160, unsaid.count)
    if count > 0 {
      let taken = unsaid[..<count].withUnsafeBufferPointer { caller.write($0, epoch: caller.epoch) }
      unsaid.removeFirst(taken * 160)
    }
    caller.read { frame in
      frames += 1
      if frame.level > -45, frame.kind == .speech { audible.append(frame.arrivalNanoseconds) }
    }
  }

  private static func parameters(to port: UInt16, sending: Bool = true) -> MediaParameters {
    MediaParameters(remote: MediaAddress(ipv4: 0x7F00_0001, port: port), sending: sending)
  }
}
