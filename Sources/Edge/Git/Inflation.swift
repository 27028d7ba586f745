import CGit2

/// The zlib stream of one loose object: its header first, then the rest.
struct Inflation: ~Copyable {
  /// `commit 123` and the like; Git writes no longer header.
  private static let headerBytes = 64

  /// On the heap, since zlib insists that it is not moved.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isOpen: Bool
  private let bytes: [UInt8]
  private var used = 0
  private var isAtEnd = false
  /// What of the content came along with the header.
  private var early: [UInt8] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isOpen = cgit2_inflate_start(stream) == Z_OK
  }

  deinit {
    if isOpen { inflateEnd(stream) }
    stream.deallocate()
  }

  /// Type and announced size, or nil where the stream does not begin with a header. To be called once, first.
  mutating func header() -> (type: git_object_t, size: Int)? {
    let start = withUnsafeTemporaryAllocation(byteCount: Self.headerBytes, alignment: 1) { buffer in
      inflate(into: buffer, flush: Z_SYNC_FLUSH).map { Array(buffer.prefix($0)) }
    }
    guard let start, let space = start.firstIndex(of: 0x20), let end = start.firstIndex(of: 0),
      space + 1 < end, end - space <= 12
    else { return nil }
    var size = 0
    for digit in start[(space + 1)..<end] {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      size = size * 10 + Int(digit - 0x30)
    }
    let type = git_object_string2type(String(decoding: start[..<space], as: UTF8.self))
    guard git_object_typeisloose(type) == 1 else { return nil }
    early = Array(start[(end + 1)...])
    return (type, size)
  }

  /// Whether the whole stream holds exactly `size` bytes of content, which are then in `memory`: that has one byte
  /// more, so that a longer content is seen to be one.
  mutating func body(into memory: UnsafeMutableRawPointer, size: Int) -> Bool {
    guard early.count <= size else { return false }
    early.withUnsafeBytes { if let base = $0.baseAddress { memory.copyMemory(from: base, byteCount: $0.count) } }
    let missing = size - early.count
    let rest = UnsafeMutableRawBufferPointer(start: memory + early.count, count: missing + 1)
    return inflate(into: rest, flush: Z_FINISH) == missing && isAtEnd && used == bytes.count
  }

  private mutating func inflate(into output: UnsafeMutableRawBufferPointer, flush: Int32) -> Int? {
    guard isOpen else { return nil }
    return bytes.withUnsafeBytes { input -> Int? in
      guard let base = input.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
      stream.pointee.next_in = UnsafeMutablePointer(mutating: base + used)
      stream.pointee.avail_in = UInt32(input.count - used)
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(output.count)
      let result = CGit2.inflate(stream, flush)
      used = input.count - Int(stream.pointee.avail_in)
      isAtEnd = result == Z_STREAM_END
      guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { return nil }
      return output.count - Int(stream.pointee.avail_out)
    }
  }
}
