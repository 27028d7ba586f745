/// A consumer of the tenant's events.
package struct Sink: Sendable, Hashable {
  package var metadata: Metadata
  package init(metadata: Metadata) { self.metadata = metadata }
}

extension Sink {
  /// The spec has passed `SinkShape`.
  init(_ metadata: Metadata, spec: FieldReader) { self.init(metadata: metadata) }
}
