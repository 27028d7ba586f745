package final class MediaEngine: Sendable {
  package init(_ configuration: MediaConfiguration) throws(MediaError) { fatalError() }
  package var framesDescriptor: Int32 { -1 }
  package func open(_ configuration: SessionConfiguration) throws(MediaError) -> MediaSession { throw .shutDown }
  package func shutdown() {}
}
