package import JSON

/// The tokenizer of Moonshine as a token table.
package enum MoonshineTokens {
  /// `tokenizer.bin` is a sequence of entries: a length (one byte below 128, else two: (first − 128) · 128 + second)
  /// and that many bytes. Gives lines of `base64 index`. Nil where the bytes are not such a sequence.
  package static func table(_ bytes: [UInt8]) -> [UInt8]? {
    var table: [UInt8] = []
    table.reserveCapacity(bytes.count * 3)
    var position = 0
    var index = 0
    while position < bytes.count {
      var length = Int(bytes[position])
      position += 1
      if length >= 128 {
        guard position < bytes.count else { return nil }
        length = (length - 128) * 128 + Int(bytes[position])
        position += 1
      }
      guard position + length <= bytes.count else { return nil }
      base64(bytes[position..<position + length], into: &table)
      table.append(contentsOf: " \(index)\n".utf8)
      position += length
      index += 1
    }
    return index == 0 ? nil : table
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) {
    var rest = bytes
    while let first = rest.popFirst() {
      let second = rest.popFirst()
      let third = rest.popFirst()
      let word = Int(first) << 16 | Int(second ?? 0) << 8 | Int(third ?? 0)
      text.append(alphabet[word >> 18])
      text.append(alphabet[word >> 12 & 63])
      text.append(second == nil ? 0x3d : alphabet[word >> 6 & 63])
      text.append(third == nil ? 0x3d : alphabet[word & 63])
    }
  }
}

/// What a Piper voice lacks for sherpa-onnx: metadata in the model, and the phoneme table as a text file.
package struct PiperVoice {
  package var tokens: [UInt8]
  /// To be appended to the model: protobuf lets entries of a repeated field follow anywhere
  /// (`ModelProto.metadata_props`, field 14).
  package var metadata: [UInt8]

  /// From the voice's JSON; nil where a needed field is missing.
  package init?(_ configuration: JSONValue) {
    guard let phonemes = configuration["phoneme_id_map"]?.objectValue, !phonemes.isEmpty,
      let voice = configuration["espeak"]?["voice"]?.stringValue,
      let sampleRate = configuration["audio"]?["sample_rate"]?.integerValue
    else { return nil }
    tokens = []
    for member in phonemes.members {
      guard let identifier = member.value[0]?.integerValue else { return nil }
      tokens.append(contentsOf: "\(member.name) \(identifier)\n".utf8)
    }
    metadata = []
    for (key, value) in [
      ("model_type", "vits"), ("comment", "piper"), ("language", "English"), ("voice", voice), ("has_espeak", "1"),
      ("n_speakers", "1"), ("sample_rate", String(sampleRate)), ("add_blank", "1"),
    ] {
      metadata += Self.field(0x72, Self.field(0x0a, Array(key.utf8)) + Self.field(0x12, Array(value.utf8)))
    }
  }

  private static func field(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length = content.count
    var bytes = [tag]
    while length > 127 {
      bytes.append(UInt8(length & 127 | 128))
      length >>= 7
    }
    bytes.append(UInt8(length))
    return bytes + content
  }
}
