/// Carries out HTTP requests on one thread of its own; connections are kept and used again.
///
/// One instance serves the whole process. Every method may be called from any task.
package final class HTTPClient: Sendable {
  /// How many bytes of a body wait for its consumer before the transfer is paused.
  package static let bufferedBytes = 256 << 10

  private let worker: TransferThread

  package init() { worker = TransferThread() }

  deinit { worker.stop() }

  /// Sends the request and returns once the head of the response is there. Cancelling the task cancels the transfer.
  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    try await worker.send(request)
  }

  /// Sends the request and reads the whole body.
  package func collect(_ request: HTTPRequest) async throws(HTTPError) -> (head: HTTPResponseHead, body: [UInt8]) {
    let response = try await send(request)
    do {
      return (response.head, try await response.body.collect())
    } catch {
      throw error as? HTTPError ?? HTTPError(.cancelled, "cancelled")
    }
  }

  /// Ends every transfer with `.closed` and the thread with them. Requests after it fail.
  package func shutdown() { worker.stop() }
}
