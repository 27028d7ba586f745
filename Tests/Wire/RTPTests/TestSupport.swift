import RTP

/// A seeded generator (xorshift64*), so that every run is the same.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

let millisecond: Int64 = 1_000_000

func packet(_ header: RTPHeader, payload: [UInt8]) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: RTPHeader.minimumSize)
  bytes.withUnsafeMutableBytes { header.write(to: $0) }
  return bytes + payload
}

func parseHeader(_ bytes: [UInt8]) throws -> RTPHeader {
  try bytes.withUnsafeBytes { buffer in try RTPHeader(parsing: buffer) }
}

func controlItems(_ bytes: [UInt8]) throws -> [ControlItem] {
  var items: [ControlItem] = []
  try bytes.withUnsafeBytes { buffer in try ControlParser.parse(buffer) { items.append($0) } }
  return items
}
