/// A consumer of the tenant's events.
package struct Sink: Sendable, Hashable {
  package enum Destination: Sendable, Hashable {
    case webhook(url: String, secret: SecretReference?, headers: [String: String], timeout: Duration)
    case nats(url: String, subject: String, secret: SecretReference?)
    /// `rotate` is the size, in bytes, at which a new file is begun.
    case file(path: String, rotate: Int)
  }
  package struct Retry: Sendable, Hashable {
    package var attempts = 10
    package var minDelay: Duration = .seconds(1)
    package var maxDelay: Duration = .seconds(300)
    package init() {}
  }
  package struct DeadLetter: Sendable, Hashable {
    package var path: String
    /// In bytes.
    package var limit = 100 << 20
    package init(path: String) { self.path = path }
  }
  package var metadata: Metadata
  package var destination: Destination
  /// Types of events; `call.*` is all that start so, `*` all.
  package var events = ["*"]
  /// Names of bots; nil is all of the tenant.
  package var bots: [String]?
  package var retry = Retry()
  package var deadLetter: DeadLetter?
  package init(metadata: Metadata, destination: Destination) {
    self.metadata = metadata
    self.destination = destination
  }
}
