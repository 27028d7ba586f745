import JSON

/// JSON with sorted names, so that equal values have equal texts.
enum CanonicalJSON {
  static func text(_ value: JSONValue) -> String { JSONWriter.string(sorted(value)) }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let object):
      let members = object.members.sorted { $0.name < $1.name }
      return .object(JSONObject(distinct: members.map { ($0.name, sorted($0.value)) }))
    case .array(let elements): return .array(elements.map(sorted))
    // 2 and 2.0 are the same argument.
    case .number(let number):
      return Int64(exactly: number).map { .integer($0) } ?? value
    default: return value
    }
  }
}
