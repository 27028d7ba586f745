/// Streaming sample-rate conversion without delay compensation to do by the caller.
///
/// Invariants: output sample k lies at the same instant as input position k · source / target; the chunking of the input
/// does not change a single output sample; after `finish`, n input samples have given exactly ⌈n · target / source⌉.
/// Output trails the input by half the filter (4–8 ms) until `finish`.
package struct Resampler: Sendable {
  package let sourceRate: Int
  package let targetRate: Int
  private let filter: ResamplerFilter
  /// Input not yet done with, at ±1; begins at absolute input index `start`.
  private var pending: [Float] = []
  private var start = 0
  private var inputCount = 0
  private var outputCount = 0

  /// - Precondition: rates are within 4,000 and 192,000 Hz.
  package init(from sourceRate: Int, to targetRate: Int) {
    precondition((4000...192_000).contains(sourceRate) && (4000...192_000).contains(targetRate))
    self.sourceRate = sourceRate
    self.targetRate = targetRate
    filter = ResamplerTables.filter(from: sourceRate, to: targetRate)
    reset()
  }

  /// Forgets the past: the next sample is the first of a new signal.
  package mutating func reset() {
    let before = filter.taps / 2 - 1
    pending.removeAll(keepingCapacity: true)
    for _ in 0..<before { pending.append(0) }
    start = -before
    inputCount = 0
    outputCount = 0
  }

  /// Converts 16-bit samples and appends the result.
  package mutating func process(_ input: UnsafeBufferPointer<Int16>, into output: inout [Int16]) {
    pending.reserveCapacity(pending.count + input.count)
    for sample in input { pending.append(Float(sample) * (1 / 32768)) }
    inputCount += input.count
    drain(limit: .max) { output.append(Mix.int16($0)) }
  }

  /// Converts samples at ±1 to 16 bits and appends the result; what exceeds ±1 saturates.
  package mutating func process(_ input: UnsafeBufferPointer<Float>, into output: inout [Int16]) {
    pending.append(contentsOf: input)
    inputCount += input.count
    drain(limit: .max) { output.append(Mix.int16($0)) }
  }

  /// Converts 16-bit samples to samples at ±1 and appends the result.
  package mutating func process(_ input: UnsafeBufferPointer<Int16>, into output: inout [Float]) {
    pending.reserveCapacity(pending.count + input.count)
    for sample in input { pending.append(Float(sample) * (1 / 32768)) }
    inputCount += input.count
    drain(limit: .max) { output.append($0) }
  }

  /// Appends what is still inside the filter and starts anew.
  package mutating func finish(into output: inout [Int16]) {
    let total = (inputCount * filter.up + filter.down - 1) / filter.down
    for _ in 0...filter.taps / 2 { pending.append(0) }
    drain(limit: total) { output.append(Mix.int16($0)) }
    reset()
  }

  /// Converts a whole signal.
  package static func convert(_ samples: [Int16], from sourceRate: Int, to targetRate: Int) -> [Int16] {
    if sourceRate == targetRate { return samples }
    var resampler = Resampler(from: sourceRate, to: targetRate)
    var output: [Int16] = []
    output.reserveCapacity(samples.count * targetRate / sourceRate + 1)
    samples.withUnsafeBufferPointer { resampler.process($0, into: &output) }
    resampler.finish(into: &output)
    return output
  }

  @inline(__always)
  private mutating func drain(limit: Int, _ emit: (Float) -> Void) {
    let (up, down, taps) = (filter.up, filter.down, filter.taps)
    var first = outputCount * down / up - taps / 2 + 1 - start
    pending.withUnsafeBufferPointer { input in
      filter.coefficients.withUnsafeBufferPointer { table in
        while outputCount < limit {
          let position = outputCount * down
          first = position / up - taps / 2 + 1 - start
          if first + taps > input.count { break }
          let row = position % up * taps
          var sums = SIMD4<Float>(repeating: 0)
          var tap = 0
          while tap + 4 <= taps {
            let x = SIMD4(input[first + tap], input[first + tap + 1], input[first + tap + 2], input[first + tap + 3])
            let c = SIMD4(table[row + tap], table[row + tap + 1], table[row + tap + 2], table[row + tap + 3])
            sums += x * c
            tap += 4
          }
          var sum = sums.sum()
          while tap < taps {
            sum += input[first + tap] * table[row + tap]
            tap += 1
          }
          emit(sum)
          outputCount += 1
        }
      }
    }
    let unused = min(max(0, first), pending.count)
    if unused > 0 {
      pending.removeFirst(unused)
      start += unused
    }
  }
}
