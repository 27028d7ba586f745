package import Events
import Synchronization

/// Publishes the events of one call, numbered from 0 in the order of `publish`.
package final class CallEvents: Sendable {
  package let call: String
  package let tenant: String
  package let bot: String
  private let sequence = Mutex(0)
  private let now: @Sendable () -> Int64
  private let sink: @Sendable (Event) -> Void

  /// `now` gives wall-clock milliseconds; `sink` must not block.
  package init(
    call: String, tenant: String, bot: String, now: @escaping @Sendable () -> Int64,
    sink: @escaping @Sendable (Event) -> Void
  ) {
    self.call = call
    self.tenant = tenant
    self.bot = bot
    self.now = now
    self.sink = sink
  }

  /// The lock spans the sink, so that the order of sequence numbers is the order of arrival.
  package func publish(_ body: EventBody) {
    sequence.withLock { next in
      sink(Event(time: now(), call: call, tenant: tenant, bot: bot, sequence: next, body: body))
      next += 1
    }
  }
}
