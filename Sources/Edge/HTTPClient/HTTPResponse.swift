/// Status and headers of a response.
package struct HTTPResponseHead: Sendable {
  package var status: Int
  package var headers: [HTTPRequest.Header]

  /// The first value of the header of that name, whatever its case.
  package subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// A response whose body is still on its way. Letting go of `body` cancels the transfer.
package struct HTTPResponse: Sendable {
  package var head: HTTPResponseHead
  package var body: HTTPBody
}

/// The body of a response in the pieces it arrives in, none empty. For one consumer. Throws `HTTPError`.
///
/// Invariant: at most `HTTPClient.bufferedBytes` and one network read wait for the consumer; past that the transfer
/// is paused until the consumer has caught up.
package struct HTTPBody: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = any Error

  let stream: AsyncThrowingStream<[UInt8], any Error>
  let consumed: @Sendable (Int) -> Void

  package struct AsyncIterator: AsyncIteratorProtocol {
    package typealias Element = [UInt8]
    package typealias Failure = any Error

    var base: AsyncThrowingStream<[UInt8], any Error>.AsyncIterator
    let consumed: @Sendable (Int) -> Void

    package mutating func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> [UInt8]? {
      let chunk = try await base.next(isolation: actor)
      if let chunk { consumed(chunk.count) }
      return chunk
    }
  }

  package func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(base: stream.makeAsyncIterator(), consumed: consumed)
  }

  /// All of the body.
  package func collect() async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in self { bytes += chunk }
    return bytes
  }
}
