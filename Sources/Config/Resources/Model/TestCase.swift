/// A conversation with a bot, and what must hold in it.
package struct TestCase: Sendable, Hashable {
  package var metadata: Metadata
  /// The folder of the scenario that it is a test of.
  package var scenario: String
  /// The bot that is called: its name, or `tenant/name`.
  package var bot: String
  package init(metadata: Metadata, scenario: String, bot: String) {
    self.metadata = metadata
    self.scenario = scenario
    self.bot = bot
  }
}

extension TestCase {
  /// The spec has passed `TestShape`.
  init(_ metadata: Metadata, scenario: String, spec: FieldReader) {
    self.init(metadata: metadata, scenario: scenario, bot: spec["bot"].text ?? "")
  }
}
