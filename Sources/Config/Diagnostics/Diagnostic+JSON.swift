package import JSON

extension Diagnostic {
  /// One object; places as `file`, `line`, `column`, `endLine`, `endColumn`.
  package var json: JSONValue {
    var object = JSONObject()
    object["code"] = .string(code.rawValue)
    object["severity"] = .string(severity.rawValue)
    object["message"] = .string(message)
    for member in place.json.objectValue?.members ?? [] { object[member.name] = member.value }
    object["excerpt"] = excerpt.map { .string($0) }
    object["suggestion"] = suggestion.map { .string($0) }
    object["fix"] = fix.map {
      ["place": $0.place.json, "replacement": .string($0.replacement), "safe": .bool($0.isSafe)]
    }
    if !related.isEmpty {
      object["related"] = .array(related.map(\.json))
    }
    return .object(object)
  }
}

extension Diagnostic.Related {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object["place"] = place.json
    object["message"] = .string(message)
    object["excerpt"] = excerpt.map { .string($0) }
    return .object(object)
  }
}

extension Diagnostic.Place {
  fileprivate var json: JSONValue {
    [
      "file": .string(file), "line": .integer(Int64(line)), "column": .integer(Int64(column)),
      "endLine": .integer(Int64(endLine)), "endColumn": .integer(Int64(endColumn)),
    ]
  }
}
