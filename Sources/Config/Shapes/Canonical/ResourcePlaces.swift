package import Diagnostics
package import YAMLTree

/// Finds the places of many values of one resource. What is long is listed by name once, however many of its parts are
/// asked about.
package struct ResourcePlaces {
  private let resource: Resource
  /// Of long mappings and lists, by their path, where each name stands in them.
  private var indices: [[FieldStep]: [String: Int]] = [:]

  /// Shorter ones are looked through.
  private static let long = 16

  package init(of resource: Resource) { self.resource = resource }

  /// The place of the value under `spec` at the path; of its nearest ancestor where it is not written.
  package mutating func place(of path: [FieldStep]) -> Diagnostic.Place {
    var (node, range) = resource.root
    for (depth, step) in path.enumerated() {
      switch step {
      case .name(let name):
        guard let entries = node?.entries, let index = index(of: name, in: entries, at: path[..<depth]) else {
          return resource.place(range)
        }
        range = entries[index].nameRange
        node = entries[index].value
      case .element(let index):
        guard let element = node?[index] else { return resource.place(range) }
        range = element.scalar == nil ? element.range.startOnly : element.range
        node = element
      case .named(let name):
        guard let elements = node?.elements, let index = index(of: name, in: elements, at: path[..<depth]) else {
          return resource.place(range)
        }
        range = elements[index]["name"]?.range ?? elements[index].range.startOnly
        node = elements[index]
      }
    }
    return resource.place(range)
  }

  private mutating func index(of name: String, in entries: [YAMLEntry], at path: ArraySlice<FieldStep>) -> Int? {
    guard entries.count > Self.long else { return entries.firstIndex { $0.name == name } }
    return listed(Array(path)) { entries.map(\.name) }[name]
  }

  private mutating func index(of name: String, in elements: [YAMLNode], at path: ArraySlice<FieldStep>) -> Int? {
    guard elements.count > Self.long else { return elements.firstIndex { $0["name"]?.scalar?.text == name } }
    return listed(Array(path)) { elements.map { $0["name"]?.scalar?.text } }[name]
  }

  private mutating func listed(_ path: [FieldStep], _ names: () -> [String?]) -> [String: Int] {
    if let known = indices[path] { return known }
    var made: [String: Int] = [:]
    for (index, name) in names().enumerated() {
      if let name, made[name] == nil { made[name] = index }
    }
    indices[path] = made
    return made
  }
}
