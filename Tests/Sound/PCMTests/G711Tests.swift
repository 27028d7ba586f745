import PCM
import Testing

@Suite struct G711Tests {
  /// The decoders by the segment formula of ITU-T G.711, written out in floating point.
  private func formulaMu(_ code: UInt8) -> Int {
    let bits = Int(~code)
    let segment = Double(bits >> 4 & 7)
    let magnitude = (Double(bits & 15) * 2 + 33) * exponent(segment) - 33
    return Int(magnitude * 4) * (bits & 0x80 != 0 ? -1 : 1)
  }

  private func formulaA(_ code: UInt8) -> Int {
    let bits = Int(code ^ 0x55)
    let segment = bits >> 4 & 7
    let step = Double(bits & 15) * 2 + 1
    let magnitude = segment == 0 ? step : (step + 32) * exponent(Double(segment - 1))
    return Int(magnitude * 8) * (bits & 0x80 != 0 ? 1 : -1)
  }

  private func exponent(_ power: Double) -> Double { (0..<Int(power)).reduce(1.0) { value, _ in value * 2 } }

  @Test func decodersFollowTheFormula() {
    for code in UInt8.min...UInt8.max {
      #expect(Int(G711.decodeMu(code)) == formulaMu(code))
      #expect(Int(G711.decodeA(code)) == formulaA(code))
    }
  }

  /// Each of the 65,536 samples decodes to within half a step of its segment, and a decoded code encodes to itself.
  @Test(arguments: [G711Law.mu, .a])
  func encodersAreWithinHalfAStep(law: G711Law) {
    func decode(_ code: UInt8) -> Int { Int(law == .mu ? G711.decodeMu(code) : G711.decodeA(code)) }
    var wrong = 0
    for sample in Int16.min...Int16.max {
      let code = law == .mu ? G711.encodeMu(sample) : G711.encodeA(sample)
      let segment = Int((law == .mu ? ~code : code ^ 0x55) >> 4 & 7)
      let half = law == .mu ? 4 << segment : 8 << max(0, segment - 1)
      // µ-law's last step ends at 32,635; what is louder clips.
      let value = law == .mu ? max(-32635, min(32635, Int(sample))) : Int(sample)
      if abs(decode(code) - value) > half { wrong += 1 }
    }
    #expect(wrong == 0)
    for code in UInt8.min...UInt8.max {
      let again = law == .mu ? G711.encodeMu(G711.decodeMu(code)) : G711.encodeA(G711.decodeA(code))
      #expect(decode(again) == decode(code))
    }
  }

  @Test func silence() {
    #expect(G711.encodeMu(0) == 0xFF && G711.decodeMu(0xFF) == 0)
    #expect(G711.encodeA(0) == 0xD5 && G711.decodeA(0xD5) == 8)
    #expect(G711.decodeMu(0x00) == -32124)
  }

  @Test func levels() {
    let full = [Int16](repeating: -32768, count: 160)
    let silent = [Int16](repeating: 0, count: 160)
    let tenth = [Int16](repeating: 3277, count: 160)
    #expect(abs(full.withUnsafeBufferPointer(Level.decibels)) < 0.001)
    #expect(silent.withUnsafeBufferPointer(Level.decibels) == Level.floor)
    #expect(abs(tenth.withUnsafeBufferPointer(Level.decibels) + 20) < 0.01)
    #expect([Int16]().withUnsafeBufferPointer(Level.decibels) == Level.floor)
  }

  @Test func gainAndMixingSaturate() {
    var samples: [Int16] = [20000, -20000, 100, 3]
    samples.withUnsafeMutableBufferPointer { Mix.apply(gain: 2, to: $0) }
    #expect(samples == [32767, -32768, 200, 6])
    #expect(Mix.sum(30000, 30000) == 32767 && Mix.sum(-30000, -30000) == -32768)
    #expect(Mix.int16(.nan) == 0 && Mix.int16(2) == 32767 && Mix.int16(-2) == -32768 && Mix.int16(0.5) == 16384)
  }
}
