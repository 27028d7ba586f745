import Flow
import Resources
import Synchronization

/// The flow brains of a run: a machine's indices are built once for a bot and a day, and copied to each call.
final class FlowMachines: Sendable {
  private struct Key: Hashable {
    var bot: Bot
    var day: CalendarDay
  }

  private let machines = Mutex<[Key: FlowMachine]>([:])

  /// `scenario` is the bot's own.
  func machine(for bot: Bot, _ scenario: Scenario, today: CalendarDay) -> FlowMachine {
    let key = Key(bot: bot, day: today)
    if let known = machines.withLock({ $0[key] }) { return known }
    let made = FlowMachine(
      scenario: scenario, variables: bot.variables, greeting: bot.greeting, today: today)
    machines.withLock { machines in
      if machines.count >= 64 { machines.removeAll() }
      machines[key] = made
    }
    return made
  }
}
