package import Diagnostics
import JSON
package import Resources
import Shapes

/// Whom a plan touches: what depends on what changes, not only what changes.
package struct BlastRadius: Sendable, Hashable {
  /// Bots that the next call finds different, themselves or in what they use.
  package var bots: [ResourceName] = []
  /// Numbers of those bots, before and after.
  package var numbers: [String] = []
  /// Numbers that another bot answers from now on.
  package var moved: [MovedNumber] = []
  package var tenants: [String] = []
  /// Steps that were reachable and no longer are.
  package var deadSteps: [DeadStep] = []
  /// Calls in progress, by the path of their bot; they end on the revision they began with.
  package var liveCalls: [String: Int] = [:]
  /// Conversation tests whose verdict differs between the two revisions.
  package var verdicts: [ChangedVerdict] = []

  package init() {}

  package struct MovedNumber: Sendable, Hashable {
    package var number: String
    package var old: String
    package var new: String
  }
  package struct DeadStep: Sendable, Hashable {
    package var scenario: String
    package var step: String
    package var place: Diagnostic.Place
  }
  package struct ChangedVerdict: Sendable, Hashable {
    package var test: String
    /// `passed`, `failed`, `skipped`, or nil where the test is not there.
    package var old: String?
    package var new: String?
    package init(test: String, old: String?, new: String?) {
      self.test = test
      self.old = old
      self.new = new
    }
  }

  static func of(_ changes: [Change], from old: ResourceSet, to new: ResourceSet) -> BlastRadius {
    var radius = BlastRadius()
    guard !changes.isEmpty else { return radius }
    let touched = Set(changes.flatMap { [$0.name, $0.oldName].compactMap { $0 } })
    var numbers: Set<String> = []
    var owners: [String: String] = [:]
    for (side, set) in [old, new].enumerated() {
      let dependencies = Dependencies(set)
      for resource in set.resources.values where resource.name.kind == .bot {
        let spec = dependencies.bot(resource)
        if side == 0 {
          for number in spec.numbers { owners[plain(number)] = resource.name.path }
        } else {
          for number in spec.numbers {
            guard let owner = owners[plain(number)], owner != resource.name.path else { continue }
            radius.moved.append(MovedNumber(number: number, old: owner, new: resource.name.path))
          }
        }
        guard touched.contains(resource.name) || !touched.isDisjoint(with: spec.uses) else { continue }
        radius.bots.append(resource.name)
        numbers.formUnion(spec.numbers)
      }
    }
    radius.bots = Array(Set(radius.bots)).sorted(by: ResourceName.precedes)
    radius.numbers = numbers.sorted()
    radius.moved.sort { $0.number < $1.number }
    radius.tenants = Set(radius.bots.compactMap(\.tenant) + touched.compactMap(\.tenant)).sorted()
    for change in changes where change.name.kind == .scenario && change.action != .add {
      guard let before = old[change.oldName ?? change.name], let after = new[change.name] else { continue }
      radius.deadSteps += StepReach.dead(before, after)
    }
    return radius
  }

  private static func plain(_ number: String) -> String { number.hasPrefix("+") ? String(number.dropFirst()) : number }
}
