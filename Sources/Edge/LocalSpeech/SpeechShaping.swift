import Glibc

/// Makes a synthesised clause fit to be joined with others on a telephone line.
///
/// Contract: at most 10 ms before the first frame of speech, 60 ms after the last and the pause its punctuation calls
/// for; about −20 dBFS RMS over speech; no sample clipped.
package enum SpeechShaping {
  private static let target: Float = -20
  private static let ceiling: Float = 0.89
  /// A frame of 10 ms at or above it is speech; dBFS after levelling.
  private static let threshold: Float = -45

  /// Milliseconds of silence after a clause that ends so.
  package static func pause(after text: String) -> Int {
    switch text.last(where: { !"\"'”’) ".contains($0) }) {
    case ".", "!", "?": 200
    case ",": 80
    case ";", ":", "—": 120
    default: 0
    }
  }

  /// Empty where there is no speech in `samples` (full scale is 1).
  package static func shape(_ samples: UnsafeBufferPointer<Float>, sampleRate: Int, pause: Int) -> [Int16] {
    let frame = sampleRate / 100
    guard frame > 0, samples.count >= frame else { return [] }
    let powers = (0..<samples.count / frame).map { index -> Float in
      var sum: Float = 0
      for sample in samples[index * frame..<(index + 1) * frame] { sum += sample * sample }
      return sum / Float(frame)
    }
    let loudest = powers.max() ?? 0
    guard loudest > 1e-7 else { return [] }
    // Speech is what lies within 30 dB of the loudest frame.
    let active = powers.filter { $0 > loudest / 1000 }
    let level = 10 * log10f(active.reduce(0, +) / Float(active.count))
    let peak = samples.reduce(Float(0)) { max($0, abs($1)) }
    let gain = min(powf(10, (target - level) / 20), ceiling / peak)
    let floor = powf(10, threshold / 10) / (gain * gain)
    guard let first = powers.firstIndex(where: { $0 >= floor }), let last = powers.lastIndex(where: { $0 >= floor })
    else { return [] }
    let start = max(0, first - 1) * frame
    let end = min(samples.count, (last + 7) * frame)
    let fade = min(sampleRate / 200, end - start)
    var shaped: [Int16] = []
    shaped.reserveCapacity(end - start + sampleRate * pause / 1000)
    for index in start..<end {
      let tail = min(1, Float(end - index) / Float(fade))
      shaped.append(Int16((samples[index] * gain * tail * 32767).rounded()))
    }
    shaped.append(contentsOf: repeatElement(0, count: sampleRate * pause / 1000))
    return shaped
  }
}
