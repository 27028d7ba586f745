import Foundation
import PCM
import Testing

@Suite struct ResamplerTests {
  private static let conversions = [(8000, 16000), (16000, 8000), (22050, 8000), (24000, 8000), (44100, 8000)]

  private func tone(_ hertz: Double, rate: Int, seconds: Double = 1, amplitude: Double = 0.5) -> [Int16] {
    (0..<Int(Double(rate) * seconds)).map {
      Int16((sin(2 * .pi * hertz * Double($0) / Double(rate)) * amplitude * 32768).rounded())
    }
  }

  /// Power of the part of the signal that is not the tone, relative to the tone, in dB; and the tone's gain in dB.
  private func measure(_ samples: [Int16], hertz: Double, rate: Int, amplitude: Double = 0.5) -> (
    noise: Double, gain: Double
  ) {
    let middle = samples[samples.count / 5..<samples.count * 4 / 5]
    var sine = 0.0
    var cosine = 0.0
    for (index, sample) in zip(middle.indices, middle) {
      let angle = 2 * .pi * hertz * Double(index) / Double(rate)
      sine += Double(sample) * sin(angle)
      cosine += Double(sample) * cos(angle)
    }
    let count = Double(middle.count)
    sine *= 2 / count
    cosine *= 2 / count
    var rest = 0.0
    for (index, sample) in zip(middle.indices, middle) {
      let angle = 2 * .pi * hertz * Double(index) / Double(rate)
      let difference = Double(sample) - sine * sin(angle) - cosine * cos(angle)
      rest += difference * difference
    }
    let power = (sine * sine + cosine * cosine) / 2
    return (10 * log10(rest / count / power), 20 * log10((2 * power).squareRoot() / (amplitude * 32768)))
  }

  @Test(arguments: conversions, [200.0, 1000.0, 3000.0, 3500.0])
  func passbandIsFlatAndClean(conversion: (Int, Int), hertz: Double) {
    let output = Resampler.convert(tone(hertz, rate: conversion.0), from: conversion.0, to: conversion.1)
    let result = measure(output, hertz: hertz, rate: conversion.1)
    #expect(abs(result.gain) < 0.1)
    #expect(result.noise < -70)
  }

  @Test(arguments: [16000, 22050, 24000, 44100], [4300.0, 5000.0, 7000.0])
  func nothingFoldsBack(rate: Int, hertz: Double) {
    let output = Resampler.convert(tone(hertz, rate: rate), from: rate, to: 8000)
    let middle = output[1000..<7000]
    let power = middle.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(middle.count)
    #expect(10 * log10((power + 1e-9) / (0.125 * 32768 * 32768)) < -70)
  }

  @Test(arguments: conversions, [1, 7, 159, 160, 1000, 8001])
  func lengthIsExactAndChunksDoNotMatter(conversion: (Int, Int), count: Int) {
    let input = (0..<count).map { Int16(truncatingIfNeeded: $0 &* 7919 % 20011 - 10000) }
    let whole = Resampler.convert(input, from: conversion.0, to: conversion.1)
    #expect(whole.count == (count * conversion.1 + conversion.0 - 1) / conversion.0)
    var resampler = Resampler(from: conversion.0, to: conversion.1)
    var pieces: [Int16] = []
    var start = 0
    var size = 1
    while start < count {
      let end = min(count, start + size)
      input[start..<end].withUnsafeBufferPointer { resampler.process($0, into: &pieces) }
      start = end
      size = size * 3 % 331 + 1
    }
    resampler.finish(into: &pieces)
    #expect(pieces == whole)
  }

  @Test(arguments: conversions)
  func aConstantStaysConstant(conversion: (Int, Int)) {
    let output = Resampler.convert([Int16](repeating: 12345, count: 4000), from: conversion.0, to: conversion.1)
    #expect(output[output.count / 4..<output.count * 3 / 4].allSatisfy { abs(Int($0) - 12345) <= 1 })
  }

  @Test func outputIsNotDelayed() {
    var input = [Int16](repeating: 0, count: 2205)
    input[1102] = 32000
    let output = Resampler.convert(input, from: 22050, to: 8000)
    let peak = output.indices.max { abs(Int(output[$0])) < abs(Int(output[$1])) }
    #expect(peak == 400)
  }
}
