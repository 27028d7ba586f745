import Diagnostics
import JSON
import Resources

/// What is generated from the shapes that the loader checks by: the JSON Schemas of the kinds (draft 2020-12) for
/// editors, and the reference.
package enum SchemaFiles {
  /// Paths in the repository with their texts, ordered by path.
  package static func render() -> [(path: String, text: String)] {
    let kinds = ResourceName.Kind.allCases
    var files = kinds.map { kind in
      let name = kind.rawValue.lowercased()
      return (path: "schemas/\(name).json", text: text(id: name, SchemaWriter.schema(KindShape.of(kind))))
    }
    files.append((path: "schemas/voicebot.json", text: text(id: "voicebot", anyKind(kinds))))
    files += ReferencePages.render()
    return files.sorted { $0.path < $1.path }
  }

  private static func text(id: String, _ schema: JSONObject) -> String {
    var object = JSONObject()
    object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    object["$id"] = .string("\(id).json")
    for member in schema.members { object[member.name] = member.value }
    return IndentedJSON.text(.object(object))
  }

  /// A schema of documents of any kind. It goes by `kind`, so that what an editor reports is about the fields of that
  /// kind and not about all of them.
  private static func anyKind(_ kinds: [ResourceName.Kind]) -> JSONObject {
    let doc = "A document of the configuration language."
    var kind = JSONObject()
    kind["title"] = "Kind"
    kind["description"] = "What the document declares."
    kind["markdownDescription"] = "What the document declares."
    kind["type"] = "string"
    kind["enum"] = .array(kinds.map { .string($0.rawValue) })
    let docs = kinds.map { KindShape.of($0).doc }
    kind["enumDescriptions"] = .array(docs.map { .string($0.replacing("`", with: "")) })
    kind["markdownEnumDescriptions"] = .array(docs.map { .string($0) })
    kind["examples"] = ["Bot"]

    var object = JSONObject()
    object["title"] = "Resource"
    object["description"] = .string(doc)
    object["markdownDescription"] = .string(doc)
    object["type"] = "object"
    object["required"] = ["kind"]
    object["properties"] = .object(JSONObject(distinct: [("kind", .object(kind))]))
    object["allOf"] = .array(
      kinds.map { kind in
        let name = kind.rawValue
        return [
          "if": ["properties": ["kind": ["const": .string(name)]], "required": ["kind"]],
          "then": ["$ref": .string("#/$defs/\(name)")],
        ]
      })
    object["$defs"] = .object(
      JSONObject(distinct: kinds.map { ($0.rawValue, .object(SchemaWriter.schema(KindShape.of($0)))) }))
    return object
  }
}
