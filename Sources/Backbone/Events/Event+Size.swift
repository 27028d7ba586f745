package import JSON

extension Event {
  /// Roughly the memory that the event holds, for bounding queues; never far below the truth.
  package var approximateBytes: Int {
    256 + call.utf8.count + tenant.utf8.count + bot.utf8.count + body.approximateBytes
  }
}

extension EventBody {
  fileprivate var approximateBytes: Int {
    switch self {
    case .callStarted(let from, let to, let revision, let via):
      from.utf8.count + to.utf8.count + revision.utf8.count + via.utf8.count
    case .callEnded(let by, let reason, _, _): by.utf8.count + reason.utf8.count
    case .transcriptPartial(let text, _), .transcriptFinal(let text, _), .botSaid(let text): text.utf8.count
    case .intent(let name, _), .step(let name): name.utf8.count
    case .slot(let name, let value): name.utf8.count + value.approximateBytes
    case .toolCalled(let id, let name, let arguments): id.utf8.count + name.utf8.count + arguments.approximateBytes
    case .toolReturned(let id, let name, let result, let error, _):
      id.utf8.count + name.utf8.count + (result?.approximateBytes ?? 0) + (error?.utf8.count ?? 0)
    case .interrupted(let heard, _): heard.utf8.count
    case .transfer(let target, let to): target.utf8.count + to.utf8.count
    case .outcome(let value): value.approximateBytes
    case .turn(let turn): turn.heard.utf8.count + turn.said.utf8.count + turn.id.utf8.count
    case .recording(let path): path.utf8.count
    case .failed(let code, let message): code.utf8.count + message.utf8.count
    case .configurationRefused(let revision, let errors):
      errors.reduce(revision.utf8.count) { $0 + $1.utf8.count + 16 }
    case .configurationLive(let text, _), .runtimeStarted(let text), .dtmf(let text), .callAnswered(let text):
      text.utf8.count
    case .hold, .runtimeStopped: 0
    }
  }
}

extension JSONValue {
  package var approximateBytes: Int {
    switch self {
    case .null, .bool, .integer, .number: 24
    case .string(let text): 24 + text.utf8.count
    case .array(let elements): elements.reduce(24) { $0 + $1.approximateBytes }
    case .object(let object): object.members.reduce(24) { $0 + 24 + $1.name.utf8.count + $1.value.approximateBytes }
    }
  }
}
