import YAMLTree

/// One document that declares a resource.
struct Declaration {
  var name: ResourceName
  var metadata: Metadata
  var path: String
  /// The file of the environment, where it changes the resource.
  var overlay: String?
  var node: YAMLNode
  /// Where the document's name stands.
  var nameRange: YAMLRange
  /// False where the shape or the rules of the document itself were not met.
  var isSound: Bool
  /// Scenarios only.
  var needs = ScenarioNeeds()

  /// Whether it belongs to a tenant, named or the project's default.
  var hasTenant: Bool { KindShape.hasTenant(name.kind) && name.scenario == nil }

  /// Where a part of the document stands, in its own file or in the environment's.
  func place(_ range: YAMLRange) -> Diagnostic.Place { Report(file: path, overlay: overlay).place(range) }

  var spec: FieldReader { FieldReader(node["spec"]) }
}
