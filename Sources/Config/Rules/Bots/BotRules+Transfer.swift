import Diagnostics
import Resources
import YAMLTree

extension BotRules {
  /// Most bots that are followed to find the way back to one; longer circles are not found.
  private static let reach = 64

  /// Warns of a circle of bots that transfer to one another, once, at the first of them by place.
  func checkTransfers(_ report: inout Report) {
    for entry in spec["transfer"]?.entries ?? [] {
      guard let node = entry.value["to"], let text = node.scalar?.text, let next = repository.answering(text) else {
        continue
      }
      guard let way = way(from: next), !way.contains(where: { $0.isBefore(declaration) }) else { continue }
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
  private func way(from first: Declaration) -> [Declaration]? {
    if first.name == declaration.name { return [first] }
    var seen: Set = [first.name]
    var ways = [[first]]
    var next = 0
    while next < ways.count, seen.count <= Self.reach {
      let way = ways[next]
      next += 1
      guard let last = way.last else { continue }
      for entry in last.spec["transfer"].entries {
        guard let text = entry.value["to"].text, let bot = repository.answering(text) else { continue }
        if bot.name == declaration.name { return way }
        if seen.insert(bot.name).inserted { ways.append(way + [bot]) }
      }
    }
    return nil
  }
}
