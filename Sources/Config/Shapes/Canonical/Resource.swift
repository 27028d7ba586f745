package import Diagnostics
package import JSON
package import Resources
package import YAMLTree

/// One resource of a repository, apart from how it happens to be written: what is compared, listed and shown.
///
/// Cheap to make: the effective values are worked out when they are asked for.
package struct Resource: Sendable, Hashable {
  package let name: ResourceName
  package let metadata: Metadata
  /// Relative to the repository's root.
  package let file: String
  private let document: YAMLNode
  private let nameRange: YAMLRange
  private let overlay: String?

  package init(_ declaration: Declaration) {
    name = declaration.name
    metadata = declaration.metadata
    file = declaration.path
    document = declaration.node
    nameRange = declaration.nameRange
    overlay = declaration.overlay
  }

  func place(_ range: YAMLRange) -> Diagnostic.Place { Report(file: file, overlay: overlay).place(range) }

  /// Where the name stands.
  package var place: Diagnostic.Place { place(nameRange) }

  /// The spec with every default filled in, durations in their shortest form, fields in the order of the language.
  /// Two specs that mean the same are equal, the order of user-named keys apart.
  package var effectiveSpec: JSONValue { Effective.spec(of: name.kind, document["spec"]) }

  /// The spec as it was written.
  package var writtenSpec: JSONValue { document["spec"]?.json ?? .object(JSONObject()) }

  /// The whole document, its spec as it is in force.
  package var effectiveDocument: JSONValue {
    var metadata = JSONObject(distinct: [("name", .string(self.metadata.name))])
    if name.kind.hasTenant { metadata["tenant"] = name.tenant.map { .string($0) } }
    for (field, map) in [("labels", self.metadata.labels), ("annotations", self.metadata.annotations)]
    where !map.isEmpty {
      metadata[field] = .object(
        JSONObject(distinct: map.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
    return .object(
      JSONObject(distinct: [
        ("apiVersion", .string(KindShape.version)), ("kind", .string(name.kind.rawValue)),
        ("metadata", .object(metadata)), ("spec", effectiveSpec),
      ]))
  }

  /// Whether the other was written with the same characters at the same places.
  package func isWritten(as other: Resource) -> Bool { document == other.document && file == other.file }

  /// Where the value under `spec` at the path is written; nil where it is a default of the language.
  package func origin(of path: [FieldStep]) -> Diagnostic.Place? {
    var node = document["spec"]
    for step in path {
      switch step {
      case .name(let name): node = node?[name]
      case .element(let index): node = node?[index]
      case .named(let name): node = node?.elements?.first { $0["name"]?.scalar?.text == name }
      }
    }
    return node.map { place($0.range) }
  }

  /// The place of the value under `spec` at the path; of its nearest ancestor where it is not written.
  package func place(of path: [FieldStep]) -> Diagnostic.Place {
    var places = ResourcePlaces(of: self)
    return places.place(of: path)
  }

  /// The `spec`, and where what stands above it is.
  var root: (spec: YAMLNode?, range: YAMLRange) { (document["spec"], document.entry("spec")?.nameRange ?? nameRange) }
}
