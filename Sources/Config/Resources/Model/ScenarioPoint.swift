/// A place of a scenario that a conversation may reach or miss.
package enum ScenarioPoint: Sendable, Hashable {
  case intent(String)
  case step(String)
  /// The step hears the intent.
  case on(step: String, intent: String)
  case otherwise(step: String)
  case then(step: String)
  case next(step: String)
  case onError(step: String)

  /// In a few words, such as `take on human`.
  package var description: String {
    switch self {
    case .intent(let name): "intent \(name)"
    case .step(let name): name
    case .on(let step, let intent): "\(step) on \(intent)"
    case .otherwise(let step): "\(step) otherwise"
    case .then(let step): "\(step) then"
    case .next(let step): "\(step) next"
    case .onError(let step): "\(step) onError"
    }
  }
}
