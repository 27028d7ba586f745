import JSON
import Resources
import Shapes
import YAMLTree

/// Which steps of a scenario a conversation can come to.
enum StepReach {
  /// Steps of both revisions that only the old one reaches.
  static func dead(_ old: Resource, _ new: Resource) -> [BlastRadius.DeadStep] {
    let before = reached(old.writtenSpec)
    let steps = new.writtenSpec["steps"]?.objectValue?.names ?? []
    let after = reached(new.writtenSpec)
    var places = ResourcePlaces(of: new)
    return steps.filter { before.contains($0) && !after.contains($0) }.map { step in
      BlastRadius.DeadStep(scenario: new.name.name, step: step, place: places.place(of: [.name("steps"), .name(step)]))
    }
  }

  static func reached(_ spec: JSONValue) -> Set<String> {
    var edges: [String: [String]] = [:]
    for member in spec["steps"]?.objectValue?.members ?? [] {
      let heard = member.value["on"]?.objectValue?.members.compactMap(\.value.stringValue) ?? []
      edges[member.name] = heard + ["then", "next", "onError"].compactMap { member.value[$0]?.stringValue }
    }
    guard edges["start"] != nil else { return [] }
    var reached: Set = ["start"]
    var waiting = ["start"]
    while let step = waiting.popLast() {
      for next in edges[step] ?? [] where edges[next] != nil && reached.insert(next).inserted { waiting.append(next) }
    }
    return reached
  }
}
