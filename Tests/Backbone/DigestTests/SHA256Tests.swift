import Digest
import Testing

struct SHA256Tests {
  /// The examples of FIPS 180-4 and one of every length around a block's end.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func knownDigests(text: String, digest: String) {
    #expect(SHA256.hexadecimal(text.utf8) == digest)
    // In uneven portions.
    var portions = SHA256()
    var rest = Array(text.utf8)[...]
    var size = 1
    while !rest.isEmpty {
      portions.update(rest.prefix(size))
      rest = rest.dropFirst(size)
      size = size * 2 + 1
    }
    #expect(Bytes.hexadecimal(portions.finish()) == digest)
  }

  @Test func piecesMakeTheSameDigestAsTheWhole() {
    for length in 50...140 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
      var hash = SHA256()
      hash.update(bytes[..<(length / 3)])
      hash.update(bytes[(length / 3)...])
      #expect(hash.finish() == SHA256.digest(bytes))
    }
  }
}
