/// A menu of keys, as a front door or as a fallback.
package struct Ivr: Sendable, Hashable {
  package var metadata: Metadata
  package init(metadata: Metadata) { self.metadata = metadata }
}

extension Ivr {
  /// The spec has passed `IvrShape`.
  init(_ metadata: Metadata, spec: FieldReader) { self.init(metadata: metadata) }
}
