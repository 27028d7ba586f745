import CShims

/// Scratch memory of one media thread, shared by its sessions because they run one after the other.
struct ThreadBuffers: ~Copyable {
  let batch: OpaquePointer
  /// One frame of received payload.
  let playout: UnsafeMutableRawBufferPointer
  /// A packet being built.
  let packet: UnsafeMutableRawBufferPointer
  /// One frame each way as samples.
  let inbound: UnsafeMutableBufferPointer<Int16>
  let outbound: UnsafeMutableBufferPointer<Int16>

  init?() {
    guard let batch = shim_batch_create() else { return nil }
    self.batch = batch
    playout = .allocate(byteCount: SessionState.frameSize, alignment: 16)
    packet = .allocate(byteCount: 512, alignment: 16)
    inbound = .allocate(capacity: SessionState.frameSize)
    inbound.initialize(repeating: 0)
    outbound = .allocate(capacity: SessionState.frameSize)
    outbound.initialize(repeating: 0)
  }

  deinit {
    shim_batch_destroy(batch)
    playout.deallocate()
    packet.deallocate()
    inbound.deallocate()
    outbound.deallocate()
  }
}
