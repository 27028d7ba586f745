import Diagnostics
package import JSON
import Resources

extension Plan {
  /// The plan as machines read it; the shape is that of `voicebot plan -o json` and of the API.
  package var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("summary", summary.json), ("changes", .array(changes.map(\.json))), ("radius", radius.json),
    ]
    members.append(("breaking", .bool(isBreaking)))
    return .object(JSONObject(distinct: members))
  }

  package struct Summary: Sendable, Hashable {
    package var added: Int
    package var updated: Int
    package var renamed: Int
    package var removed: Int
  }

  package var summary: Summary {
    Summary(added: count(.add), updated: count(.update), renamed: count(.rename), removed: count(.remove))
  }
}

extension Plan.Summary {
  var json: JSONValue {
    [
      "added": .integer(Int64(added)), "updated": .integer(Int64(updated)), "renamed": .integer(Int64(renamed)),
      "removed": .integer(Int64(removed)),
    ]
  }
}

extension Change {
  package var json: JSONValue {
    var object = JSONObject(distinct: [
      ("action", .string(action.rawValue)), ("kind", .string(name.kind.rawValue)),
      ("tenant", name.tenant.map { .string($0) } ?? .null), ("name", .string(name.name)),
    ])
    object["oldName"] = oldName.map { .string($0.path) }
    object["place"] = .string("\(place.file):\(place.line):\(place.column)")
    object["breaks"] = breaks.map { .string($0) }
    if !fields.isEmpty { object["fields"] = .array(fields.map(\.json)) }
    return .object(object)
  }
}

extension FieldChange {
  package var json: JSONValue {
    var object = JSONObject(distinct: [("path", .string(path))])
    object["old"] = old
    object["new"] = new
    object["place"] = place.map { .string("\($0.file):\($0.line):\($0.column)") }
    object["breaks"] = breaks.map { .string($0) }
    return .object(object)
  }
}

extension BlastRadius {
  package var json: JSONValue {
    [
      "bots": .array(bots.map { .string($0.path) }), "numbers": texts(numbers), "tenants": texts(tenants),
      "moved": .array(
        moved.map { ["number": .string($0.number), "old": .string($0.old), "new": .string($0.new)] }),
      "deadSteps": .array(
        deadSteps.map { step in
          [
            "scenario": .string(step.scenario), "step": .string(step.step),
            "place": .string("\(step.place.file):\(step.place.line):\(step.place.column)"),
          ]
        }),
      "liveCalls": .object(
        JSONObject(distinct: liveCalls.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })),
      "verdicts": .array(
        verdicts.map { verdict in
          [
            "test": .string(verdict.test), "old": verdict.old.map { .string($0) } ?? .null,
            "new": verdict.new.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }

  private func texts(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
}
