extension DiagnosticCode {
  /// Explanations of the codes about conversation tests.
  var explanationOfTest: String? {
    switch self {
    case .testBot:
      #"""
      The test calls a bot that is not in the repository, or a name that several tenants' bots have. Write \#
      the bot's name, or `tenant/name` where the name alone is not enough.
      """#
    case .testScenario:
      #"""
      A test lies in the folder of the scenario it tests, so that a scenario and its tests move together. \#
      The bot it calls must have that scenario.
      """#
    case .testReference:
      #"""
      The test names an intent, slot, step, tool, parameter, variable, outcome field or transfer target \#
      that the scenario or the bot does not have. Such an expectation could never hold.
      """#
    case .testValue:
      #"""
      The test expects a value that a slot or a tool's parameter can never have: one that is not among its \#
      values, out of its range, or of another type. Digits, days and phone numbers are texts, in quotes.
      """#
    case .testTurn:
      #"""
      A turn is one thing the caller does (`says`, `presses`, `silence` or `interrupts`), followed by what \#
      must hold (`hears`, `expect`). One that does two things, or nothing at all, is two turns or none.
      """#
    case .testMatcher:
      #"""
      `hears` is a text whose words must be heard, or a mapping of one of `contains`, `equals`, `matches`, \#
      `any` and `not`. A `matches` must be a regular expression that can be carried out in linear time.
      """#
    case .testModel:
      #"""
      A test with `brain: scripted` needs a `model` that says what the language model answers, and only \#
      such a test has one. Each answer has words (`says`), tool calls (`calls`) or both, or fails.
      """#
    case .testChecksNothing:
      #"""
      The test has no `hears`, no `expect` and no `always`, so nothing the bot does could make it fail. A \#
      test that cannot fail says nothing about a change.
      """#
    case .testMeasure:
      #"""
      Bounds are written `< 800ms`, ratios `15dB`, shares `3%` and days `2026-01-05`. They are checked even \#
      where a run without audio leaves them out.
      """#
    default: nil
    }
  }
}
