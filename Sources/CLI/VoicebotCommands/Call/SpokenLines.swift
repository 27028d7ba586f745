import Caller
import PCM
import Providers

/// The lines a caller speaks, from text and from WAV files, at 8 kHz.
enum SpokenLines {
  static func prepare(_ options: Call, voice: any TextToSpeech) async throws -> [SpokenCaller.Line] {
    var lines = try await speak(options.say, voice)
    for path in options.wav { lines.append(SpokenCaller.Line(text: path, samples: try read(path))) }
    return lines
  }

  static func speak(_ texts: [String], _ voice: any TextToSpeech) async throws -> [SpokenCaller.Line] {
    var lines: [SpokenCaller.Line] = []
    for text in texts {
      var samples: [Int16] = []
      for try await chunk in voice.speak(SpeechRequest(text: text, voice: "en-us")) { samples += chunk }
      lines.append(
        SpokenCaller.Line(
          text: text, samples: Resampler.convert(samples, from: voice.format.sampleRate, to: 8000)))
    }
    return lines
  }

  private static func read(_ path: String) throws -> [Int16] {
    guard let bytes = FileText.bytes(path) else { throw CommandFailure(.notFound, "cannot read \(path)") }
    let file: WAVFile
    do { file = try WAVFile(parsing: bytes) } catch {
      throw CommandFailure(.failed, "\(path): \(error)", fix: "16-bit PCM WAV files are read")
    }
    return Resampler.convert(file.samples(ofChannel: 0, in: bytes), from: file.sampleRate, to: 8000)
  }

  static func keep(_ report: SpokenCaller.Report, _ path: String?) throws {
    guard let path else { return }
    var bytes = WAVHeader(sampleRate: 8000, channels: 1, dataSize: 2 * report.heard.count).bytes
    for sample in report.heard {
      bytes.append(UInt8(truncatingIfNeeded: sample))
      bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
    }
    try OutputFile.write(bytes, to: path)
  }
}
