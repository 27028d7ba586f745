import Diagnostics
import Resources
import YAMLTree

extension BotRules {
  /// Most bots that are followed to find the way back to one; longer circles are not found.
  private static let reach = 64
  /// Most of their transfers that are looked at, for all transfers of the one bot together.
  private static let mostTransfers = 512

  /// Warns of a circle of bots that transfer to one another, once, at the first of them by place.
  func checkTransfers(_ report: inout Report) {
    var left = Self.mostTransfers
    var ways: [ResourceName: [Declaration]?] = [:]
    for entry in spec["transfer"]?.entries ?? [] {
      guard let node = entry.value["to"], let text = node.scalar?.text, let next = repository.answering(text) else {
        continue
      }
      let known = ways[next.name] ?? way(from: next, &left)
      ways[next.name] = .some(known)
      guard let way = known, !way.contains(where: { $0.isBefore(declaration) }) else { continue }
      let names = way.map { "`\($0.name.name)`" }
      let message =
        next.name == declaration.name
        ? "the bot transfers to its own number" : "the transfer leads to \(names.joined(separator: ", ")) and back here"
      let related = way.dropLast(next.name == declaration.name ? 1 : 0).map {
        Diagnostic.Related(place: $0.place($0.nameRange), message: "by `\($0.name.name)`")
      }
      report.add(.transferCycle, message, node.range, related: related)
    }
  }

  /// The bots from the given one up to one that transfers to this; nil where none does.
  private func way(from first: Declaration, _ left: inout Int) -> [Declaration]? {
    if first.name == declaration.name { return [first] }
    var seen: Set = [ObjectIdentifier(first)]
    // Each with the position of the one that leads to it.
    var reached = [(bot: first, from: -1)]
    var next = 0
    while next < reached.count, seen.count <= Self.reach, left > 0 {
      for bot in repository.transfers(of: reached[next].bot).prefix(left) {
        left -= 1
        if bot.name == declaration.name {
          var way: [Declaration] = []
          var index = next
          while index >= 0 {
            way.append(reached[index].bot)
            index = reached[index].from
          }
          return way.reversed()
        }
        if seen.insert(ObjectIdentifier(bot)).inserted { reached.append((bot, next)) }
      }
      next += 1
    }
    return nil
  }
}
