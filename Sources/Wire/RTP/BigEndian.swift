/// Network byte order access. The caller has checked the bounds; a wrong offset traps.
extension UnsafeRawBufferPointer {
  @inlinable package func bigEndian16(at offset: Int) -> UInt16 {
    UInt16(self[offset]) << 8 | UInt16(self[offset + 1])
  }

  @inlinable package func bigEndian32(at offset: Int) -> UInt32 {
    UInt32(bigEndian16(at: offset)) << 16 | UInt32(bigEndian16(at: offset + 2))
  }
}

extension UnsafeMutableRawBufferPointer {
  @inlinable package func setBigEndian16(_ value: UInt16, at offset: Int) {
    self[offset] = UInt8(truncatingIfNeeded: value >> 8)
    self[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  @inlinable package func setBigEndian32(_ value: UInt32, at offset: Int) {
    setBigEndian16(UInt16(truncatingIfNeeded: value >> 16), at: offset)
    setBigEndian16(UInt16(truncatingIfNeeded: value), at: offset + 2)
  }
}
