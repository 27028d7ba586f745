package import Providers
import Synchronization

/// One call's conversation with the deterministic brain. Answers at once, on the thread that asks.
package final class FlowSession: BrainSession {
  private let machine: Mutex<FlowMachine>

  package init(_ machine: FlowMachine) { self.machine = Mutex(machine) }

  package func greeting() async -> String { machine.withLock { $0.greeting() } }

  package func respond(to input: BrainInput) -> AsyncThrowingStream<BrainOutput, any Error> {
    let outputs = machine.withLock { $0.respond(to: input) }
    return AsyncThrowingStream { continuation in
      for output in outputs { continuation.yield(output) }
      continuation.finish()
    }
  }

  package func heard(_ text: String) async { machine.withLock { $0.heard(text) } }

  /// Takes back the last turn, as if its text had not been said; nothing where it has called a tool.
  package func cancelTurn() async { machine.withLock { $0.cancelTurn() } }

  /// The ways taken since the caller's last input, in order.
  package var branches: [FlowBranch] { machine.withLock { $0.branches } }

  package var expectation: Expectation { get async { machine.withLock { $0.expectation } } }
}
