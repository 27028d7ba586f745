package import Events

/// An event that is on disk.
package struct StoredEvent: Sendable, Hashable {
  package var offset: Int64
  package var call: String
  package var tenant: String
  package var bot: String
  /// Nil where a later version wrote a type that this one does not know.
  package var type: EventType?
  /// What `Event.write` wrote, without a line break.
  package var json: [UInt8]

  package func matches(_ filter: EventFilter) -> Bool {
    filter.matches(call: call, tenant: tenant, bot: bot, type: type)
  }
}
