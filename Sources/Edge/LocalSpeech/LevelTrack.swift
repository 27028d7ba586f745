import Glibc

/// Levels of 10 ms frames of one utterance, and where the speech in it is.
package struct LevelTrack: Sendable {
  /// Where speech is, in frames: `first...last`, how many frames are loud, and how loud it gets (dBFS).
  package struct Extent: Sendable, Equatable {
    package var first: Int
    package var last: Int
    package var loud: Int
    package var peak: Float
  }

  /// Samples a frame.
  package let frame: Int
  private var levels: [Float] = []
  private var energy: Float = 0
  private var filled = 0

  package init(sampleRate: Int) { frame = max(1, sampleRate / 100) }

  package var frames: Int { levels.count }

  package mutating func append(_ samples: some Sequence<Int16>) {
    for sample in samples {
      let value = Float(sample) / 32768
      energy += value * value
      filled += 1
      if filled == frame {
        levels.append(10 * log10f(energy / Float(frame) + 1e-10))
        energy = 0
        filled = 0
      }
    }
  }

  /// Speech is what comes within `range` dB of the loudest 30 ms, and above `floor` dBFS. Nil where nothing does.
  package func extent(range: Float = 30, floor: Float = -55) -> Extent? {
    guard levels.count >= 3 else { return nil }
    var peak: Float = -100
    for index in 2..<levels.count { peak = max(peak, min(levels[index], levels[index - 1], levels[index - 2])) }
    let threshold = max(peak - range, floor)
    guard peak >= threshold, let first = levels.firstIndex(where: { $0 >= threshold }),
      let last = levels.lastIndex(where: { $0 >= threshold })
    else { return nil }
    return Extent(first: first, last: last, loud: levels.count { $0 >= threshold }, peak: peak)
  }
}
