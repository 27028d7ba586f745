import Dispatch
import Glibc
import LocalSpeech
import Models
import Providers
import Synchronization

/// A door that jobs wait at until a test opens it.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  func wait() { semaphore.wait() }
  func open() { semaphore.signal() }
}

/// Tells an asynchronous test that a job has come so far, without holding one of the few threads tests run on.
final class Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  init() { (stream, continuation) = AsyncStream.makeStream() }
  func send() { continuation.yield() }
  func next() async { for await _ in stream { return } }
}

/// Values in the order they came, from any thread.
final class Recorder<Value: Sendable>: Sendable {
  private let recorded = Mutex<[Value]>([])
  func add(_ value: Value) { recorded.withLock { $0.append(value) } }
  var values: [Value] { recorded.withLock { $0 } }
}

/// A tone at about that level; 16 kHz.
func tone(milliseconds: Int, level: Float, frequency: Float = 300) -> [Int16] {
  let amplitude = powf(10, level / 20) * 1.414 * 32767
  return (0..<milliseconds * 16).map { Int16(amplitude * sinf(Float($0) * 2 * .pi * frequency / 16000)) }
}

func silence(milliseconds: Int) -> [Int16] { [Int16](repeating: 0, count: milliseconds * 16) }

/// What it takes to run the real engines here.
enum Installed {
  static let store: ModelStore = {
    var environment: [String: String] = [:]
    for name in ["VOICEBOT_MODELS", "XDG_DATA_HOME", "HOME"] {
      environment[name] = getenv(name).map { String(cString: $0) }
    }
    return ModelStore(root: ModelStore.defaultRoot(environment: environment))
  }()

  static let engines: Result<SpeechEngines, ProviderError> = Result { () throws(ProviderError) in
    try SpeechEngines.load(store: store)
  }

  static let hasModels: Bool = {
    if store.isComplete { return true }
    print("skipped: no models in \(store.root); set VOICEBOT_MODELS or run `voicebot models install`")
    return false
  }()

  /// Directory with `transcripts.tsv` and WAV files.
  static let recordings: String? = {
    if let path = getenv("VOICEBOT_TESTDATA").map({ String(cString: $0) }), access(path + "/transcripts.tsv", R_OK) == 0
    {
      return path
    }
    print("skipped: VOICEBOT_TESTDATA names no directory with transcripts.tsv")
    return nil
  }()

  static let hasFlite: Bool = {
    guard let library = dlopen("libflite_cmu_us_slt.so.1", RTLD_NOW | RTLD_GLOBAL) ?? dlopen("libflite.so.1", RTLD_NOW)
    else {
      print("skipped: flite is not installed; apt-get install libflite1")
      return false
    }
    dlclose(library)
    return true
  }()
}

enum Recordings {
  struct Recording {
    var name: String
    var kind: String
    var text: String
    /// 16 kHz.
    var samples: [Int16]
  }

  static func load(_ directory: String) -> [Recording] {
    let table = String(decoding: bytes(directory + "/transcripts.tsv"), as: UTF8.self)
    return table.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 3 else { return nil }
      let wave = bytes(directory + "/" + fields[0])
      guard wave.count > 44, Int(wave[24]) | Int(wave[25]) << 8 == 8000 else { return nil }
      let samples = stride(from: 44, to: wave.count - 1, by: 2).map {
        Int16(bitPattern: UInt16(wave[$0]) | UInt16(wave[$0 + 1]) << 8)
      }
      return Recording(name: fields[0], kind: fields[1], text: fields[2], samples: resample(samples, 8000, 16000))
    }
  }

  private static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 4 << 20)
    let count = fread(&buffer, 1, buffer.count, file)
    return Array(buffer.prefix(count))
  }

  /// Windowed sinc, 24 samples to each side, from a table of 256 phases.
  static func resample(_ samples: [Int16], _ from: Int, _ to: Int) -> [Int16] {
    let cutoff = min(1, Float(to) / Float(from)) * 0.95
    let reach = 24
    let phases = 256
    let kernel = (0..<phases * 2 * reach).map { index -> Float in
      let offset = Float(index % (2 * reach) - reach + 1) - Float(index / (2 * reach)) / Float(phases)
      let x = Float.pi * offset * cutoff
      let sinc = abs(x) < 1e-6 ? 1 : sinf(x) / x
      return sinc * cutoff * (0.5 + 0.5 * cosf(.pi * offset / Float(reach + 1)))
    }
    return (0..<samples.count * to / from).map { index in
      let position = index * from
      let phase = position % to * phases / to
      let first = position / to - reach + 1
      var sum: Float = 0
      for tap in 0..<2 * reach where samples.indices.contains(first + tap) {
        sum += Float(samples[first + tap]) * kernel[phase * 2 * reach + tap]
      }
      return Int16(max(-32768, min(32767, sum)))
    }
  }
}

/// Words as they are compared: lower case, no punctuation, digits spelled out.
func words(_ text: String) -> [String] {
  let digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
  var bare = ""
  for character in text.lowercased() {
    if let digit = character.wholeNumberValue, character.isASCII {
      bare += " \(digits[digit]) "
    } else if character.isLetter || character == "'" {
      bare.append(character)
    } else {
      bare.append(" ")
    }
  }
  for (from, to) in [("un indentified", "unidentified"), ("mr ", "mister ")] { bare = bare.replacing(from, with: to) }
  return bare.split(separator: " ").map(String.init)
}

/// Levenshtein distance in words.
func distance(_ reference: [String], _ heard: [String]) -> Int {
  var row = Array(0...heard.count)
  for (i, word) in reference.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in heard.enumerated() {
      let above = row[j + 1]
      row[j + 1] = min(above + 1, row[j] + 1, diagonal + (word == other ? 0 : 1))
      diagonal = above
    }
  }
  return row[heard.count]
}
