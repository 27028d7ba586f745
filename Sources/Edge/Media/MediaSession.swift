package final class MediaSession: Sendable {
  package let localPort: UInt16
  init(localPort: UInt16) { self.localPort = localPort }
  package func start(_ parameters: MediaParameters) {}
  @discardableResult package func read(_ body: (borrowing InboundFrame) -> Void) -> Int { 0 }
  package func write(_ samples: UnsafeBufferPointer<Int16>, epoch: UInt32) -> Int { 0 }
  package func write(_ samples: borrowing Span<Int16>, epoch: UInt32) -> Int { 0 }
  package var writableFrames: Int { 0 }
  package var epoch: UInt32 { 0 }
  package func pause() {}
  package func resume() {}
  @discardableResult package func flush() -> UInt32 { 0 }
  package func markTurn() {}
  package func sendDigits(_ digits: String) {}
  package var playback: PlaybackState { fatalError() }
  package var statistics: MediaStatistics { fatalError() }
  package func close() {}
}
