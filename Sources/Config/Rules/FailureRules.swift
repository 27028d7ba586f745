import Diagnostics
import Resources
import YAMLTree

/// Follows what becomes of a call by itself when a bot's brains are down, or a menu's caller presses nothing.
struct FailureRules {
  let declaration: Declaration
  let repository: RepositoryRules

  /// Most resources that are followed; longer circles are not found.
  private static let reach = 64

  /// Reports a circle of them, once, at the first by place.
  func check(_ report: inout Report) {
    for (node, next) in targets(of: declaration) {
      guard let way = way(from: next), !way.contains(where: { $0.isBefore(declaration) }) else { continue }
      let others = way.filter { $0.name != declaration.name }
      let names = others.map { "\($0.name.kind.rawValue) `\($0.name.name)`" }.joined(separator: ", ")
      report.add(
        .transferLoop,
        others.isEmpty
          ? "a failing call is passed on to where it failed"
          : "a failing call is passed on to \(names), and from there back here", node.range,
        related: others.map { Diagnostic.Related(place: $0.place($0.nameRange), message: "by `\($0.name.name)`") })
    }
  }

  private func targets(of declaration: Declaration) -> [(node: YAMLNode, next: Declaration)] {
    let spec = declaration.spec
    var found: [(node: YAMLNode, next: Declaration)] = []
    func add(_ reader: FieldReader, _ kind: ResourceName.Kind) {
      guard let node = reader.node, let name = reader.text,
        let next = repository.byName[ResourceName(kind: kind, tenant: declaration.name.tenant, name: name)]
      else { return }
      found.append((node, next))
    }
    let failure = spec["onFailure"]
    add(failure["ivr"], .ivr)
    add(failure["bot"], .bot)
    if let node = failure["transfer"].node, let name = failure["transfer"].text,
      let to = spec["transfer"][name]["to"].text, let next = repository.answering(to)
    {
      found.append((node, next))
    }
    return found
  }

  /// The resources from the given one up to one that leads here; nil where none does.
  private func way(from first: Declaration) -> [Declaration]? {
    if first.name == declaration.name { return [first] }
    var seen: Set = [first.name]
    var ways = [[first]]
    var next = 0
    while next < ways.count, seen.count <= Self.reach {
      let way = ways[next]
      next += 1
      guard let last = way.last else { continue }
      for (_, target) in targets(of: last) {
        if target.name == declaration.name { return way }
        if seen.insert(target.name).inserted { ways.append(way + [target]) }
      }
    }
    return nil
  }
}

extension Declaration {
  /// Whether it stands before the other in the repository.
  func isBefore(_ other: Declaration) -> Bool { (path, nameRange.start) < (other.path, other.nameRange.start) }
}
