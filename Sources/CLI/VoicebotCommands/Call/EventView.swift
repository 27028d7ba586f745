import Events
import JSON
import Synchronization

/// Shows the events of a call on stdout, in the order they were published.
final class EventView: Sendable {
  private struct State {
    var offset: Int64 = 0
  }

  private let output: CallOutput
  private let state = Mutex(State())
  private let stream: AsyncStream<JSONValue>
  private let continuation: AsyncStream<JSONValue>.Continuation

  init(_ output: CallOutput) {
    self.output = output
    (stream, continuation) = AsyncStream.makeStream()
  }

  /// Takes an event from any thread; `show` prints it.
  func publish(_ event: Event) {
    let offset = state.withLock { state in
      state.offset += 1
      return state.offset
    }
    var writer = JSONWriter()
    event.write(into: &writer, offset: offset)
    if let value = try? JSONParser.parse(writer.bytes) { continuation.yield(value) }
  }

  func publish(_ value: JSONValue) { continuation.yield(value) }

  func finish() { continuation.finish() }

  /// Prints until `finish`, or until `last` says that an event was the last one.
  func show(until last: @Sendable (JSONValue) -> Bool = { _ in false }) async {
    let printer = CallPrinter()
    for await event in stream {
      switch output {
      case .ndjson: Terminal.output(JSONWriter.string(event))
      case .text: printer.print(event)
      }
      if last(event) { return }
    }
  }
}
