import CSpeech
import Glibc
import Providers

/// English text to IPA code points by espeak-ng, which is opened at run time.
///
/// espeak-ng keeps its state in globals: one instance for the process, one call at a time.
final class Phonemizer: Sendable {
  private let textToPhonemes: EspeakTextToPhonemes
  private let lock = RecursiveLock()

  private static let remedy = "apt-get install libespeak-ng1"

  init(voice: String) throws(ProviderError) {
    let library = try DynamicLibrary("libespeak-ng.so.1", remedy: Self.remedy)
    let initialize: EspeakInitialize = try library.function("espeak_Initialize")
    let setVoice: EspeakSetVoiceByName = try library.function("espeak_SetVoiceByName")
    textToPhonemes = try library.function("espeak_TextToPhonemes")
    let options = Int32(EspeakInitializeDontExit)
    guard initialize(Int32(EspeakOutputRetrieval), 0, nil, options) > 0, setVoice(voice) == 0 else {
      throw ProviderError(.unavailable, "espeak-ng has no data for \(voice): run `apt-get install espeak-ng-data`")
    }
  }

  /// Code points of the phonemes with the punctuation that shapes the melody; empty where nothing is read.
  func phonemes(_ text: String) -> [Int32] {
    lock.locked { text.withCString { collect(UnsafeRawPointer($0)) } }
  }

  private func collect(_ text: UnsafeRawPointer) -> [Int32] {
    var phonemes: [Int32] = []
    var next: UnsafeRawPointer? = text
    while let start = next, start.load(as: UInt8.self) != 0 {
      let words = textToPhonemes(&next, Int32(EspeakCharactersUTF8), Int32(EspeakPhonemesIPA))
      // Some texts make no progress; they are read no further.
      if let next, next <= start { break }
      if let words { Self.append(String(cString: words), to: &phonemes) }
      let end = next ?? start + strlen(start.assumingMemoryBound(to: CChar.self))
      if let mark = Self.punctuation(UnsafeRawBufferPointer(start: start, count: end - start)) {
        phonemes.append(Int32(mark))
      } else if next == nil {
        phonemes.append(0x2e)
      }
      if next != nil { phonemes.append(0x20) }
    }
    return phonemes.contains { $0 > 0x40 } ? phonemes : []
  }

  /// Without the language marks espeak-ng puts in parentheses.
  private static func append(_ words: String, to phonemes: inout [Int32]) {
    var isMark = false
    for scalar in words.unicodeScalars {
      if scalar == "(" { isMark = true }
      if !isMark && scalar != "\n" { phonemes.append(Int32(scalar.value)) }
      if scalar == ")" { isMark = false }
    }
  }

  /// The mark that ends the clause which espeak-ng just read; it swallows them.
  private static func punctuation(_ clause: UnsafeRawBufferPointer) -> UInt8? {
    for byte in clause.reversed() {
      if ".,?!;:".utf8.contains(byte) { return byte }
      if byte != 0x20 && byte != 0x22 && byte != 0x29 { return nil }
    }
    return nil
  }
}
