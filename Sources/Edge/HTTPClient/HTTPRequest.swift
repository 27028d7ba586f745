/// One HTTP request. Redirects are not followed; TLS is verified against the system's authorities, or those it names.
package struct HTTPRequest: Sendable {
  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How long each phase may take. Nil is no limit.
  package struct Timeouts: Sendable, Hashable {
    /// Name resolution, TCP and TLS.
    package var connect: Duration? = .seconds(3)
    /// From the start of the request to the first byte of the response's body (or its end, where it has none).
    package var firstByte: Duration? = .seconds(10)
    /// Between two pieces of the body. Time in which the consumer holds the transfer up does not count.
    package var idle: Duration? = .seconds(10)
    /// The whole exchange.
    package var total: Duration? = .seconds(60)
    package init() {}
  }

  /// A token such as `GET`.
  package var method: String
  /// An absolute `http` or `https` URL, percent-encoded.
  package var url: String
  package var headers: [Header]
  package var body: [UInt8]?
  package var timeouts = Timeouts()
  /// PEM file of the authorities to trust in place of the system's.
  package var authorities: String?
  /// A longer body fails with `.tooLarge`.
  package var maximumBodyBytes = 16 << 20

  package init(_ method: String = "GET", url: String, headers: [Header] = [], body: [UInt8]? = nil) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}
