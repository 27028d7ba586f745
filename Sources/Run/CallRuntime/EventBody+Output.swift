package import Events
import JSON
import Providers

extension EventBody {
  /// The event an output of the brain or its tools is published as; nil for those that are published elsewhere
  /// (text when it is spoken, transfers and hang-ups when they are carried out).
  package init?(_ output: BrainRunner.Output) {
    switch output {
    case .brain(.intent(let name, let confidence)): self = .intent(name: name, confidence: confidence)
    case .brain(.slot(let name, let value)): self = .slot(name: name, value: value)
    case .brain(.step(let name)): self = .step(name: name)
    case .brain(.outcome(let name, let value)): self = .outcome(.object(JSONObject(distinct: [(name, value)])))
    case .brain: return nil
    case .toolStarted(let call):
      self = .toolCalled(id: call.id, name: call.name, arguments: .object(call.arguments))
    case .toolFinished(let result, let took):
      let milliseconds = took.microseconds / 1000
      switch result.outcome {
      case .value(let value):
        self = .toolReturned(
          id: result.call.id, name: result.call.name, result: value, error: nil, milliseconds: milliseconds)
      case .failed(let message):
        self = .toolReturned(
          id: result.call.id, name: result.call.name, result: nil, error: message, milliseconds: milliseconds)
      }
    }
  }
}

extension Duration {
  package var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
  package var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
