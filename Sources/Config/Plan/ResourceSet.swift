package import Resources
package import Shapes

/// The resources of one revision, by name.
package struct ResourceSet: Sendable {
  package var resources: [ResourceName: Resource]

  package init(_ resources: some Sequence<Resource> = EmptyCollection()) {
    self.resources = Dictionary(resources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var count: Int { resources.count }
  package subscript(name: ResourceName) -> Resource? { resources[name] }
  /// In the order plans list them.
  package var names: [ResourceName] { resources.keys.sorted(by: ResourceName.precedes) }
}
