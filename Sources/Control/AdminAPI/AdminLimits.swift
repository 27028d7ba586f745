/// Bounds on what one client may cost. Durations are in milliseconds.
package struct AdminLimits: Sendable, Hashable {
  package var connections = 256
  package var bodyBytes = 1 << 20
  /// Of a request that carries a commit.
  package var bundleBytes = 64 << 20
  /// Requests that carry a commit, at a time.
  package var bundles = 4
  /// Request target, path and query.
  package var targetBytes = 8 << 10
  package var headerBytes = 32 << 10
  package var headers = 64
  /// From the connection to the end of its first request, and from the end of a response to that of the next request,
  /// however slowly the bytes come.
  package var requestTimeout: Int64 = 20_000
  /// The same for a request that carries a commit, from its head on.
  package var bundleTimeout: Int64 = 120_000
  /// A consumer of a stream that takes nothing for so long is let go; it may resume from its offset.
  package var stallTimeout: Int64 = 30_000
  /// Between signs of life on a stream: an empty line, or a ping.
  package var heartbeat: Int64 = 15_000
  /// Between two looks at whether the token of a stream still counts.
  package var tokenCheck: Int64 = 1_000
  package init() {}
}

/// The API could not be served.
package struct AdminServerError: Error, Sendable, Hashable, CustomStringConvertible {
  package var message: String
  package var description: String { message }
}
