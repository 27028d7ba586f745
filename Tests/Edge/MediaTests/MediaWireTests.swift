import Foundation
import Media
import PCM
import RTP
import Testing

/// What is on the wire, seen by a plain socket.
@Suite(.serialized) struct MediaWireTests {
  private func decode(_ payload: [UInt8]) -> [Int16] { payload.map(G711.decodeMu) }
  private func isLoud(_ payload: [UInt8]) -> Bool { decode(payload).withUnsafeBufferPointer(Level.decibels) > -45 }

  /// Reads packets until one satisfies the condition; `nil` when 400 have not.
  private func first(
    _ peer: RawPeer, where condition: (RTPHeader, [UInt8]) -> Bool
  ) -> (header: RTPHeader, payload: [UInt8])? {
    for _ in 0..<400 {
      if let packet = peer.receive(), condition(packet.header, packet.payload) { return packet }
    }
    return nil
  }

  private func session(_ peer: RawPeer) throws -> (MediaEngine, MediaSession) {
    let engine = try MediaEngine(MediaConfiguration())
    let session = try engine.open(SessionConfiguration())
    session.start(parameters(to: peer.port))
    return (engine, session)
  }

  @Test func silenceAndSpeechAreOneContinuousStream() throws {
    let peer = RawPeer()
    let (engine, session) = try session(peer)
    defer { engine.shutdown() }
    var packets: [(header: RTPHeader, payload: [UInt8])] = []
    for index in 0..<60 {
      if index == 20 { _ = tone(frames: 10).withUnsafeBufferPointer { session.write($0, epoch: session.epoch) } }
      packets.append(try #require(peer.receive()))
    }
    #expect(Set(packets.map(\.header.ssrc)).count == 1)
    for (before, after) in zip(packets, packets.dropFirst()) {
      #expect(after.header.sequence == before.header.sequence &+ 1)
      let step = after.header.timestamp &- before.header.timestamp
      // A machine that stood still for 100 ms leaves whole rounds out.
      #expect(step % 160 == 0 && step >= 160)
      #expect(step == 160 || session.statistics.roundsSkipped > 0)
    }
    #expect(packets.filter { isLoud($0.payload) }.count == 10)
    #expect(packets.filter(\.header.marker).count == 1)
    let talkspurt = try #require(packets.firstIndex { $0.header.marker })
    #expect(isLoud(packets[talkspurt].payload) && !isLoud(packets[talkspurt - 1].payload))
    #expect(packets[0].payload == [UInt8](repeating: 0xFF, count: 160))
  }

  @Test func pauseAndFlushSilenceWithinTwoFrames() throws {
    let peer = RawPeer()
    let (engine, session) = try session(peer)
    defer { engine.shutdown() }
    let samples = tone(frames: 25)
    _ = samples.withUnsafeBufferPointer { session.write($0, epoch: session.epoch) }
    _ = try #require(first(peer) { _, payload in isLoud(payload) })
    session.pause()
    let played = session.playback.framesPlayed
    _ = try #require(first(peer) { _, payload in !isLoud(payload) })
    #expect(session.playback.framesPlayed <= played + 2)
    #expect(session.playback.isPaused && !session.playback.isEmpty)
    session.resume()
    // It goes on where it stopped: the phase of the tone is that of the next frame.
    let place = Int(session.playback.framesPlayed)
    let resumed = try #require(first(peer) { _, payload in isLoud(payload) })
    let expected = samples[place * 160..<place * 160 + 160].map(G711.encodeMu)
    #expect(resumed.payload == expected && resumed.header.marker)
    session.flush()
    #expect(session.playback.isEmpty && session.playback.framesPlayed == 0)
    _ = try #require(first(peer) { _, payload in !isLoud(payload) })
    let isClear = (0..<20).allSatisfy { _ in peer.receive().map { !isLoud($0.payload) } ?? false }
    #expect(isClear)
  }

  @Test func holdSendsNothingAndResumeGoesOn() throws {
    let peer = RawPeer()
    let (engine, session) = try session(peer)
    defer { engine.shutdown() }
    let before = try #require(first(peer) { _, _ in true })
    session.start(parameters(to: peer.port, sending: false))
    var quiet = 0
    for _ in 0..<200 where quiet < 3 { quiet = peer.receive() == nil ? quiet + 1 : 0 }
    #expect(quiet == 3)
    _ = tone(frames: 5).withUnsafeBufferPointer { session.write($0, epoch: session.epoch) }
    #expect(peer.receive() == nil && session.playback.framesPlayed == 0)
    session.start(parameters(to: peer.port))
    let after = try #require(first(peer) { _, _ in true })
    #expect(after.header.ssrc == before.header.ssrc)
    #expect(isLoud(after.payload) && after.header.marker)
    // The clock ran on during the hold, the sequence did not.
    #expect(after.header.timestamp &- before.header.timestamp >= 600 * 8)
    #expect(after.header.sequence &- before.header.sequence < 400)
  }

  @Test func echoReturnsWhatItHeard() throws {
    let peer = RawPeer()
    let engine = try MediaEngine(MediaConfiguration())
    defer { engine.shutdown() }
    let session = try engine.open(SessionConfiguration(mode: .echo))
    session.start(parameters(to: peer.port))
    var heard: [UInt8] = []
    for index in 0..<100 {
      let payload = [UInt8](repeating: UInt8(index), count: 160)
      peer.sendAudio(
        sequence: UInt16(index), timestamp: UInt32(index * 160), payload: payload, to: session.localPort)
      let packet = try #require(peer.receive())
      #expect(packet.payload.count == 160 && packet.header.ssrc != 77)
      if packet.payload.first != 0xFF { heard.append(packet.payload[0]) }
    }
    #expect(heard.count > 60)
    #expect(zip(heard, heard.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func injectionAndNoiseAreIgnored() throws {
    let peer = RawPeer()
    let attacker = RawPeer()
    let (engine, session) = try session(peer)
    defer { engine.shutdown() }
    var random = SystemRandomNumberGenerator()
    for index in 0..<60 {
      peer.sendAudio(
        sequence: UInt16(index), timestamp: UInt32(index * 160), payload: [UInt8](repeating: 0xFE, count: 160),
        to: session.localPort)
      attacker.sendAudio(sequence: UInt16(index), timestamp: UInt32(index * 160), to: session.localPort)
      let noise = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255, using: &random) }
      attacker.send(noise, to: session.localPort)
      attacker.send(noise, to: session.localPort + 1)
      _ = peer.receive()
    }
    let isSettled = eventually { session.statistics.packetsReceived >= 50 }
    #expect(isSettled)
    let statistics = session.statistics
    #expect(statistics.packetsReceived <= 60)
    #expect(statistics.packetsIgnored >= 50)
    var loudest: Float = -200
    session.read { loudest = max(loudest, $0.level) }
    #expect(loudest < -60)
    // Symmetric RTP: nothing of ours went to the attacker.
    #expect(attacker.receive() == nil)
  }
}
