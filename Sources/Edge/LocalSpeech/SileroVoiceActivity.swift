import CSpeech
import Glibc
import Providers

package struct VoiceActivityConfiguration: Sendable {
  /// Probability from which a window counts as speech; 0...1.
  package var threshold: Float = 0.5
  package var minimumSpeech: Duration = .milliseconds(96)
  package var minimumSilence: Duration = .milliseconds(200)
  /// Windows below this level are not judged while no one speaks; dBFS.
  package var gate: Float = -55
  package init() {}
}

/// The Silero network, shared by all calls.
///
/// Unchecked: a session may be run from several threads at once.
final class SileroModel: @unchecked Sendable {
  let runtime: OnnxRuntime
  fileprivate let session: OpaquePointer

  init(runtime: OnnxRuntime, path: String) throws(ProviderError) {
    self.runtime = runtime
    session = try runtime.session(path)
  }

  deinit { runtime.functions.release_session?(session) }
}

/// Voice activity of one call: Silero on windows of 32 ms behind an energy gate.
///
/// Invariants: while speech is present every window is judged, so the gate never delays its end; when the gate opens the
/// network starts from its rest state and is shown the last windows before, so it judges as if it had never slept.
final class SileroVoiceActivity: VoiceActivity {
  private static let window = 512
  private static let context = 64
  private static let warmUp = 3
  private static let hold = 8

  private let model: SileroModel
  private let gate: Float
  private var decision: SpeechDecision
  /// Context and window; then the network's state, its next state, the rate and the probability.
  private let input = UnsafeMutableBufferPointer<Float>.allocate(capacity: context + window)
  private let state = UnsafeMutableBufferPointer<Float>.allocate(capacity: 256)
  private let nextState = UnsafeMutableBufferPointer<Float>.allocate(capacity: 256)
  private let rate = UnsafeMutableBufferPointer<Int64>.allocate(capacity: 1)
  private let probability = UnsafeMutableBufferPointer<Float>.allocate(capacity: 1)
  /// Room for the windows before the gate opened, oldest first, and the one being filled.
  private let recent = UnsafeMutableBufferPointer<Float>.allocate(capacity: (warmUp + 1) * window)
  private let inputs: UnsafeMutableBufferPointer<OpaquePointer?>
  private let outputs: UnsafeMutableBufferPointer<OpaquePointer?>
  private let names: [UnsafeMutablePointer<CChar>?]
  private var filled = 0
  /// Windows left to judge before the gate closes; 0 is closed.
  private var open = 0
  /// Windows that the network judged.
  private(set) var judged = 0

  init(model: SileroModel, configuration: VoiceActivityConfiguration) throws(ProviderError) {
    self.model = model
    gate = configuration.gate
    func windows(_ duration: Duration) -> Int { Int((duration / .milliseconds(32)).rounded()) }
    decision = SpeechDecision(
      threshold: configuration.threshold, speechWindows: windows(configuration.minimumSpeech),
      silenceWindows: windows(configuration.minimumSilence))
    input.initialize(repeating: 0)
    state.initialize(repeating: 0)
    nextState.initialize(repeating: 0)
    rate.initialize(repeating: 16000)
    probability.initialize(repeating: 0)
    recent.initialize(repeating: 0)
    inputs = .allocate(capacity: 3)
    outputs = .allocate(capacity: 2)
    inputs.initialize(repeating: nil)
    outputs.initialize(repeating: nil)
    names = ["input", "state", "sr", "output", "stateN"].map { (name: String) in strdup(name) }
    let float = Int32(OrtElementFloat)
    let integer = Int32(OrtElementInt64)
    let runtime = model.runtime
    inputs[0] = try runtime.tensor(UnsafeMutableRawBufferPointer(input), shape: [1, 576], element: float)
    inputs[1] = try runtime.tensor(UnsafeMutableRawBufferPointer(state), shape: [2, 1, 128], element: float)
    inputs[2] = try runtime.tensor(UnsafeMutableRawBufferPointer(rate), shape: [], element: integer)
    outputs[0] = try runtime.tensor(UnsafeMutableRawBufferPointer(probability), shape: [1, 1], element: float)
    outputs[1] = try runtime.tensor(UnsafeMutableRawBufferPointer(nextState), shape: [2, 1, 128], element: float)
  }

  deinit {
    for value in inputs { model.runtime.functions.release_value?(value) }
    for value in outputs { model.runtime.functions.release_value?(value) }
    for name in names { free(name) }
    inputs.deallocate()
    outputs.deallocate()
    input.deallocate()
    state.deallocate()
    nextState.deallocate()
    rate.deallocate()
    probability.deallocate()
    recent.deallocate()
  }

  func push(_ samples: [Int16]) -> Bool {
    for sample in samples {
      recent[Self.warmUp * Self.window + filled] = Float(sample) / 32768
      filled += 1
      if filled == Self.window { take() }
    }
    return decision.isSpeech
  }

  func reset() {
    filled = 0
    open = 0
    recent.update(repeating: 0)
    decision.reset()
  }

  /// Judges the window that is full, or passes over it.
  private func take() {
    filled = 0
    let current = UnsafeMutableBufferPointer(rebasing: recent[(Self.warmUp * Self.window)...])
    var energy: Float = 0
    for sample in current { energy += sample * sample }
    let level = 10 * log10f(energy / Float(Self.window) + 1e-12)
    if level > gate || decision.isSpeech {
      if open == 0 { wake() }
      open = Self.hold
    } else if open > 0 {
      open -= 1
    }
    decision.push(open > 0 ? judge(current) : 0)
    // Oldest out: the windows move down by one.
    recent.baseAddress?.update(
      from: recent.baseAddress! + Self.window, count: Self.warmUp * Self.window)
  }

  private func wake() {
    state.update(repeating: 0)
    input.update(repeating: 0)
    for index in 0..<Self.warmUp {
      let start = index * Self.window
      _ = judge(UnsafeMutableBufferPointer(rebasing: recent[start..<start + Self.window]))
    }
  }

  /// Probability of speech in `window`; 0 where the network fails.
  private func judge(_ window: UnsafeMutableBufferPointer<Float>) -> Float {
    guard let target = input.baseAddress, let source = window.baseAddress else { return 0 }
    judged += 1
    target.update(from: target + Self.window, count: Self.context)
    (target + Self.context).update(from: source, count: Self.window)
    let functions = model.runtime.functions
    let status = names.withUnsafeBufferPointer { names in
      names.withMemoryRebound(to: UnsafePointer<CChar>?.self) { names in
        functions.run?(
          model.session, nil, names.baseAddress, inputs.baseAddress, 3, names.baseAddress.map { $0 + 3 }, 2,
          outputs.baseAddress)
      }
    }
    if let status = status ?? nil {
      functions.release_status?(status)
      return 0
    }
    state.baseAddress?.update(from: UnsafePointer(nextState.baseAddress!), count: 256)
    return probability[0]
  }
}
