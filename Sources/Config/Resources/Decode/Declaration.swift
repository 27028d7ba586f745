package import Diagnostics
package import YAMLTree

/// One document that declares a resource. It is the same object wherever rules come upon it.
package final class Declaration: Sendable {
  package let name: ResourceName
  package let metadata: Metadata
  package let path: String
  /// Its position among the declarations of its file.
  let ordinal: Int
  /// The file of the environment, where it changes the resource.
  package let overlay: String?
  package let node: YAMLNode
  /// Where the document's name stands.
  package let nameRange: YAMLRange
  /// False where the shape or the rules of the document itself were not met.
  package let isSound: Bool
  /// Scenarios only.
  package let needs: ScenarioNeeds

  package init(
    name: ResourceName, metadata: Metadata, path: String, ordinal: Int, overlay: String?, node: YAMLNode,
    nameRange: YAMLRange, isSound: Bool, needs: ScenarioNeeds
  ) {
    self.name = name
    self.metadata = metadata
    self.path = path
    self.ordinal = ordinal
    self.overlay = overlay
    self.node = node
    self.nameRange = nameRange
    self.isSound = isSound
    self.needs = needs
  }

  /// Whether it belongs to a tenant, named or the project's default.
  package var hasTenant: Bool { name.kind.hasTenant && name.scenario == nil }

  /// What it is found by. There is one project, whatever its name.
  package var key: ResourceName { name.kind == .project ? ResourceName(kind: .project, tenant: nil, name: "") : name }

  /// With the project's default for a tenant, where neither its folder nor the document says one.
  package func settled(_ defaultTenant: String?) -> Declaration {
    guard hasTenant, name.tenant == nil, let defaultTenant else { return self }
    var name = name
    var metadata = metadata
    name.tenant = defaultTenant
    metadata.tenant = defaultTenant
    return Declaration(
      name: name, metadata: metadata, path: path, ordinal: ordinal, overlay: overlay, node: node, nameRange: nameRange,
      isSound: isSound, needs: needs)
  }

  /// Whether it comes before the other in the order of the files.
  package func precedes(_ other: Declaration) -> Bool {
    path != other.path ? path < other.path : ordinal < other.ordinal
  }

  /// Where a part of the document stands, in its own file or in the environment's.
  package func place(_ range: YAMLRange) -> Diagnostic.Place { Report(file: path, overlay: overlay).place(range) }

  package var spec: FieldReader { FieldReader(node["spec"]) }
}
