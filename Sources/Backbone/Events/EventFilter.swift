/// Which events a reader wants. Every condition that is set must hold; a filter without conditions lets all pass.
package struct EventFilter: Sendable, Hashable {
  /// Exact call id; `""` selects the events of the runtime itself.
  package var call: String?
  package var tenant: String?
  package var bot: String?
  /// Any of these types; nil is every type.
  package var types: Set<EventType>?

  package static let all = EventFilter()

  package init(call: String? = nil, tenant: String? = nil, bot: String? = nil, types: Set<EventType>? = nil) {
    self.call = call
    self.tenant = tenant
    self.bot = bot
    self.types = types
  }

  package var isAll: Bool { call == nil && tenant == nil && bot == nil && types == nil }

  package func matches(call: String, tenant: String, bot: String, type: EventType?) -> Bool {
    if let wanted = self.call, wanted != call { return false }
    if let wanted = self.tenant, wanted != tenant { return false }
    if let wanted = self.bot, wanted != bot { return false }
    guard let types else { return true }
    return type.map(types.contains) ?? false
  }

  package func matches(_ event: Event) -> Bool {
    matches(call: event.call, tenant: event.tenant, bot: event.bot, type: event.body.type)
  }
}
