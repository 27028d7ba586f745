extension DiagnosticCode {
  /// Explanations of the codes about single steps, about texts that look like references, and about time zones.
  var explanationOfSteps: String? {
    switch self {
    case .slotNotAsked:
      #"""
      A step collects a slot that has neither a question nor a default. Such a slot is only picked up where it is \#
      heard: in the sentence that led to the step, or in the answer to another question of it. Here nothing is heard, \#
      so the slot stays empty. Give it `ask`, or a `default`.
      """#
    case .idleField:
      #"""
      A step has a field that is never carried out, since another of its fields decides before it: `then` before \#
      `next`, a hang-up or a transfer before `next`, an `on` that waits for the caller before all that follows. Delete \#
      the field, or move it to a step of its own.
      """#
    case .emptyStep:
      #"""
      A step has no fields, so the call would wait there without a word. Let it say something, lead to another step, \#
      transfer or hang up.
      """#
    case .badOutcome:
      #"""
      A step sets a field of the outcome that the scenario's `outcome` schema does not have, or to a value that it does \#
      not allow. Whoever reads the outcomes of calls relies on that schema. Make the two agree.
      """#
    case .singleBraces:
      #"""
      A text has the name of a variable or a slot between single braces, `{name}` or `${name}`. They would be said as \#
      they are: values are put in for `{{name}}`. Single braces are for the example sentences of intents.
      """#
    case .plainReference:
      #"""
      The value of a header has the form of a reference to a secret, `env:NAME` or `${NAME}`, and headers take none: the \#
      text would be sent as it is written. Let a service of your own, beside voicebot, add the secret to the request; \#
      a Sink signs what it sends with its `secretRef`.
      """#
    case .unknownTimeZone:
      #"""
      The opening hours name a time zone that the IANA time zone database, as it is known here, does not have. Zones \#
      are written as an area and a city, such as `Europe/Berlin`. One that is newer than this version may be right: \#
      say so with a comment at its line, `# voicebot: ignore unknown-time-zone reason`.
      """#
    default: nil
    }
  }
}
