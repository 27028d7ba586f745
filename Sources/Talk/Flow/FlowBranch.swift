/// A way the deterministic brain took at a point where its scenario has several.
package enum FlowBranch: Sendable, Hashable {
  /// The intent was heard by the step, which listens for it.
  case on(step: String, intent: String)
  /// The step's or its scenario's own answer to what it does not listen for was said.
  case otherwise(step: String)
  /// What the step collects is complete, or its tool has answered.
  case then(step: String)
  case next(step: String)
  /// The step's tool failed or found nothing.
  case onError(step: String)
  /// The step's words were said without leaving the question that is open.
  case inPassing(step: String)
}
