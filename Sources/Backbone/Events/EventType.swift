/// The name of what happened, as the `type` member of the written event and as a filter has it.
package enum EventType: String, Sendable, Hashable, CaseIterable {
  case callStarted = "call.started"
  case callAnswered = "call.answered"
  case callEnded = "call.ended"
  case transcriptPartial = "transcript.partial"
  case transcriptFinal = "transcript.final"
  case intent
  case slot
  case step
  case toolCalled = "tool.called"
  case toolReturned = "tool.returned"
  case botSaid = "bot.said"
  case interrupted
  case dtmf
  case hold
  case transfer
  case outcome
  case turn
  case recording
  case failed
  case configurationLive = "configuration.live"
  case configurationRefused = "configuration.refused"
  case runtimeStarted = "runtime.started"
  case runtimeStopped = "runtime.stopped"
}

extension EventBody {
  package var type: EventType {
    switch self {
    case .callStarted: .callStarted
    case .callAnswered: .callAnswered
    case .callEnded: .callEnded
    case .transcriptPartial: .transcriptPartial
    case .transcriptFinal: .transcriptFinal
    case .intent: .intent
    case .slot: .slot
    case .step: .step
    case .toolCalled: .toolCalled
    case .toolReturned: .toolReturned
    case .botSaid: .botSaid
    case .interrupted: .interrupted
    case .dtmf: .dtmf
    case .hold: .hold
    case .transfer: .transfer
    case .outcome: .outcome
    case .turn: .turn
    case .recording: .recording
    case .failed: .failed
    case .configurationLive: .configurationLive
    case .configurationRefused: .configurationRefused
    case .runtimeStarted: .runtimeStarted
    case .runtimeStopped: .runtimeStopped
    }
  }
}
