package import Resources

/// What a conversation with a language model starts from, next to its scenario.
package struct DialogSettings: Sendable, Hashable {
  /// Values of `{{name}}` in the scenario's texts.
  package var variables: [String: String] = [:]
  /// Names of the targets a call may be transferred to.
  package var transferTargets: [String] = []
  /// A language tag such as `en-US`.
  package var language = "en-US"
  /// Today where the caller is, in words a model reads right, such as `Sunday, 2026-11-22`; empty leaves it out.
  package var date = ""
  /// The bot's own greeting; nil: one made from the persona's name or none.
  package var greeting: String?
  /// Characters of history a request may carry; the oldest turns go first. About four characters are a token.
  package var historyBudget = 24_000
  /// Characters of one tool result; the rest is cut with a note that says so.
  package var resultBudget = 4_000
  package init() {}

  /// The settings a bot gives, for the date of the call.
  package init(bot: Bot, date: String) {
    variables = bot.variables
    transferTargets = bot.transfer.keys.sorted()
    language = bot.language
    greeting = bot.greeting
    self.date = date
  }
}
