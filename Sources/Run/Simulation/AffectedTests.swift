import Diagnostics
package import Resources

/// Which tests a change can affect.
package enum AffectedTests {
  /// The tests of `new` whose result may differ from what they gave in `old`: the test itself, its bot, or what that
  /// names has changed. All of them where there is no old snapshot.
  ///
  /// What a test's result depends on: its own document, the bot (with its variables), the bot's scenario, tenant and
  /// providers, and the project. Where these are equal, so is the result.
  package static func select(from old: Snapshot?, to new: Snapshot, changedFiles: Set<String>) -> [TestCase] {
    let tests = new.tests.values.sorted(by: Simulation.precedes)
    guard let old else { return tests }
    return tests.filter { test in
      changedFiles.contains(test.place.file) || Dependencies(test, in: old) != Dependencies(test, in: new)
    }
  }

  private struct Dependencies: Equatable {
    var bot: Bot?
    var scenario: Scenario?
    var tenant: Tenant?
    var providers: [Provider?]
    var project: Project

    init(_ test: TestCase, in snapshot: Snapshot) {
      let bot = snapshot.bot(named: test.bot)
      self.bot = bot
      scenario = bot.flatMap { snapshot.scenario(of: $0) }
      tenant = bot?.metadata.tenant.flatMap { snapshot.tenants[$0] }
      providers =
        bot.map { bot in
          ([bot.brain.provider] + bot.brain.fallback).map { snapshot.provider($0, for: bot) }
        } ?? []
      project = snapshot.project
    }
  }
}
