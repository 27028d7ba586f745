import Foundation
import Media
import PCM
import Testing

@Suite(.serialized) struct RecordingTests {
  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("recording-\(UUID().uuidString).wav").path
  }

  private func parse(_ path: String) -> (file: WAVFile, bytes: [UInt8])? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let bytes = [UInt8](data)
    guard let file = try? WAVFile(parsing: bytes) else { return nil }
    return (file, bytes)
  }

  private func loudFrames(_ samples: [Int16]) -> Int {
    stride(from: 0, to: samples.count - 159, by: 160).count { start in
      samples[start..<start + 160].withUnsafeBufferPointer(Level.decibels) > -20
    }
  }

  @Test func playsWhileItGrowsAndAfterACopy() throws {
    let path = temporaryPath()
    let copy = path + ".copy.wav"
    defer {
      unlink(path)
      unlink(copy)
    }
    let engine = try MediaEngine(MediaConfiguration())
    defer { engine.shutdown() }
    let bot = try engine.open(SessionConfiguration(recording: RecordingConfiguration(path: path)))
    let caller = try engine.open(SessionConfiguration())
    #expect(parse(path)?.file.frameCount == 0)
    bot.start(parameters(to: caller.localPort))
    caller.start(parameters(to: bot.localPort))
    _ = eventually { bot.statistics.packetsReceived > 5 }
    let speech = tone(frames: 25)
    _ = speech.withUnsafeBufferPointer { caller.write($0, epoch: caller.epoch) }
    let isGrowing = eventually { (parse(path)?.file.frameCount ?? 0) > 8000 }
    #expect(isGrowing)
    // What a process killed now would leave behind.
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let abrupt = try #require(parse(copy))
    #expect(abrupt.file.channels == 2 && abrupt.file.sampleRate == 8000 && abrupt.file.frameCount > 8000)
    let headerSays = Int(abrupt.bytes[40]) | Int(abrupt.bytes[41]) << 8 | Int(abrupt.bytes[42]) << 16
    #expect(headerSays <= abrupt.bytes.count - 44 && headerSays > 32000)
    _ = speech.withUnsafeBufferPointer { bot.write($0, epoch: bot.epoch) }
    let isPlayed = eventually { bot.playback.framesPlayed == 25 }
    #expect(isPlayed)
    bot.close()
    engine.shutdown()
    let whole = try #require(parse(path))
    let left = loudFrames(whole.file.samples(ofChannel: 0, in: whole.bytes))
    let right = loudFrames(whole.file.samples(ofChannel: 1, in: whole.bytes))
    #expect((23...27).contains(left) && right == 25)
    #expect(bot.statistics.recordingFramesDropped == 0 && bot.statistics.recordingError == 0)
  }

  @Test func monoHoldsBothSides() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    let engine = try MediaEngine(MediaConfiguration())
    let recording = RecordingConfiguration(path: path, channels: .mono)
    let echo = try engine.open(SessionConfiguration(mode: .echo, recording: recording))
    let caller = try engine.open(SessionConfiguration())
    echo.start(parameters(to: caller.localPort))
    caller.start(parameters(to: echo.localPort))
    _ = eventually { echo.statistics.packetsReceived > 5 }
    _ = tone(frames: 10).withUnsafeBufferPointer { caller.write($0, epoch: caller.epoch) }
    let isPlayed = eventually { caller.playback.framesPlayed == 10 }
    #expect(isPlayed)
    let before = echo.statistics.packetsSent
    _ = eventually { echo.statistics.packetsSent > before + 20 }
    engine.shutdown()
    let whole = try #require(parse(path))
    #expect(whole.file.channels == 1)
    #expect((9...11).contains(loudFrames(whole.file.samples(ofChannel: 0, in: whole.bytes))))
  }

  @Test func anImpossiblePathIsRefused() throws {
    let engine = try MediaEngine(MediaConfiguration())
    defer { engine.shutdown() }
    let recording = RecordingConfiguration(path: "/nowhere/at/all.wav")
    #expect(throws: MediaError.recording(path: "/nowhere/at/all.wav", errno: ENOENT)) {
      _ = try engine.open(SessionConfiguration(recording: recording))
    }
  }

  @Test func aFullDiskIsReportedAndStopsNothing() throws {
    let engine = try MediaEngine(MediaConfiguration())
    defer { engine.shutdown() }
    let session = try engine.open(SessionConfiguration(recording: RecordingConfiguration(path: "/dev/full")))
    let other = try engine.open(SessionConfiguration())
    session.start(parameters(to: other.localPort))
    other.start(parameters(to: session.localPort))
    let isReported = eventually { session.statistics.recordingError == Int64(ENOSPC) }
    #expect(isReported)
    let sent = session.statistics.packetsSent
    let goesOn = eventually { session.statistics.packetsSent > sent + 20 }
    #expect(goesOn)
  }
}
