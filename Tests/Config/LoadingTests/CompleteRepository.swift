import JSON
import Loading
import Resources
import Shapes

/// A repository that uses every field of every kind, `Fixtures/complete/`.
enum CompleteRepository {
  static let files: [SourceFile] = DiskFiles.paths(under: "\(Fixture.root)/complete").map {
    SourceFile(path: $0, bytes: DiskFiles.bytes("\(Fixture.root)/complete/\($0)") ?? [])
  }

  static let result = Loader.load(files, revision: "complete")

  /// The documents with their kinds and the files they are in, the specs as they were written.
  static let documents: [(kind: String, file: String, value: JSONValue)] = result.resources.map { resource in
    var metadata = JSONObject()
    metadata["name"] = .string(resource.metadata.name)
    if resource.effectiveDocument["metadata"]?["tenant"] != nil {
      metadata["tenant"] = resource.metadata.tenant.map { .string($0) }
    }
    for (name, map) in [("labels", resource.metadata.labels), ("annotations", resource.metadata.annotations)]
    where !map.isEmpty {
      metadata[name] = .object(JSONObject(distinct: map.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
    let value = JSONObject(distinct: [
      ("apiVersion", "voicebot/v1"), ("kind", .string(resource.name.kind.rawValue)), ("metadata", .object(metadata)),
      ("spec", resource.writtenSpec),
    ])
    return (resource.name.kind.rawValue, resource.file, .object(value))
  }

  static let schemas: [String: JSONValue] = {
    var schemas: [String: JSONValue] = [:]
    for (path, text) in SchemaFiles.render() where path.hasPrefix("schemas/") {
      let name = path.dropFirst("schemas/".count).dropLast(".json".count)
      schemas[String(name)] = (try? JSONParser.parse(Array(text.utf8))) ?? .null
    }
    return schemas
  }()

  static func schema(of kind: String) -> JSONValue { schemas[kind.lowercased()] ?? .null }
}

/// A value beside the schema it must meet.
struct SchemaWalk {
  /// From the document's root.
  var path: [String]
  var value: JSONValue
  var schema: JSONValue

  /// The value and all values inside of it that have a schema.
  var all: [SchemaWalk] { [self] + children.flatMap(\.all) }

  private var children: [SchemaWalk] {
    switch value {
    case .object(let object):
      object.members.compactMap { member in
        (schema["properties"]?[member.name] ?? schema["additionalProperties"]).flatMap { inner in
          inner.objectValue == nil ? nil : SchemaWalk(path: path + [member.name], value: member.value, schema: inner)
        }
      }
    case .array(let elements):
      schema["items"].map { items in
        elements.enumerated().map { SchemaWalk(path: path + ["\($0.offset)"], value: $0.element, schema: items) }
      } ?? []
    default: []
    }
  }
}

extension JSONValue {
  /// With another value, or none, at the path.
  func replacing(_ path: ArraySlice<String>, with new: JSONValue?) -> JSONValue {
    guard let first = path.first else { return new ?? .null }
    switch self {
    case .object(var object):
      if path.count == 1 {
        object[first] = new
      } else {
        object[first] = object[first]?.replacing(path.dropFirst(), with: new)
      }
      return .object(object)
    case .array(var elements):
      guard let index = Int(first), elements.indices.contains(index) else { return self }
      elements[index] = elements[index].replacing(path.dropFirst(), with: new)
      return .array(elements)
    default: return self
    }
  }
}
