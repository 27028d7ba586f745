import Dialog
import Resources

extension Bot {
  /// A text of the bot's own with its variables filled in; the brain fills in the scenario's.
  func filled(_ text: String) -> String { PromptTemplate.fill(text, with: variables) }
}
