import JSON

/// Compiles a document in two passes: the first finds its schemas and their identifiers, the second reads their keywords
/// and resolves references, whereby it comes to further documents.
struct SchemaCompiler {
  static let maximumURIBytes = 1_024

  /// A schema found by the first pass; its node has the same index.
  struct Location {
    var json: JSONValue
    var place: SchemaPlace
    var vocabularies: Set<Keyword.Vocabulary>
    var document: Int
    var depth: Int
  }
  struct Edge: Hashable {
    var parent: Int
    var keyword: ExactText
    var token: ExactText?
  }
  struct Anchor: Hashable {
    var resource: Int
    var name: ExactText
  }

  let registry: SchemaRegistry
  let options: Schema.Options
  var locations: [Location] = []
  var children: [Edge: Int] = [:]
  var anchors: [Anchor: Int] = [:]
  var resources: [SchemaResource] = []
  var bases: [URIReference] = []
  var roots: [Int] = []
  var resourceOf: [String: Int] = [:]
  var documents: [String] = []
  var dialects: [String: Set<Keyword.Vocabulary>] = [:]
  /// Instructions of all patterns.
  var instructions = 0
  /// Members looked through for references into what is no schema by itself.
  var looked = 0

  init(registry: SchemaRegistry, options: Schema.Options) {
    self.registry = registry
    self.options = options
  }

  mutating func compile(_ json: JSONValue, at uri: String) throws(SchemaError) -> SchemaProgram {
    _ = try add(document: json, at: URIReference(uri).withoutFragment)
    var program = SchemaProgram()
    while program.nodes.count < locations.count {
      let index = program.nodes.count
      let rules = try rules(of: index)
      program.nodes.append(SchemaNode(rules: rules, place: locations[index].place))
    }
    try refuseCircles(program.nodes)
    program.resources = resources
    program.maximumSteps = options.maximumSteps
    program.instructions = instructions
    return program
  }

  /// Finds the schemas of one more document; the index of its root.
  mutating func add(document json: JSONValue, at uri: String) throws(SchemaError) -> Int {
    let document = documents.count
    documents.append(uri)
    let place = SchemaPlace(parent: -1, keyword: "", token: nil, resource: -1, isResourceRoot: true)
    return try find(
      Location(json: json, place: place, vocabularies: Keyword.standard, document: document, depth: 0),
      base: URIReference(uri))
  }

  /// An error at a keyword of a location, or at the location itself.
  func error(_ message: String, _ location: Int, _ tokens: String...) -> SchemaError {
    var path = pointer(to: location)
    for token in tokens { JSONPointer.append(token, to: &path) }
    let document = locations.indices.contains(location) ? locations[location].document : 0
    return SchemaError(path: path, message: message, document: document == 0 ? nil : documents[document])
  }

  func pointer(to location: Int) -> String {
    var tokens: [String] = []
    var index = location
    while index >= 0, locations.indices.contains(index), locations[index].place.parent >= 0 {
      let place = locations[index].place
      if let token = place.token { tokens.append(token) }
      tokens.append(place.keyword)
      index = place.parent
    }
    var path = ""
    for token in tokens.reversed() { JSONPointer.append(token, to: &path) }
    return path
  }

  /// Refuses schemas that come back to themselves while still at the same value, which no value could be judged by.
  private func refuseCircles(_ nodes: [SchemaNode]) throws(SchemaError) {
    enum Mark { case new, open, done }
    var marks = Array(repeating: Mark.new, count: nodes.count)
    for start in nodes.indices where marks[start] == .new {
      var stack = [(node: start, next: 0, edges: nodes[start].rules.inPlace?.staticEdges ?? [])]
      marks[start] = .open
      while let top = stack.last {
        guard top.next < top.edges.count else {
          marks[top.node] = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let target = top.edges[top.next]
        switch marks[target] {
        case .done: continue
        case .open: throw error("refers to itself without end", target)
        case .new:
          marks[target] = .open
          stack.append((target, 0, nodes[target].rules.inPlace?.staticEdges ?? []))
        }
      }
    }
  }
}

extension InPlaceRules {
  /// The schemas held against the same value whatever that is; a dynamic reference's may differ from call to call.
  fileprivate var staticEdges: [Int] {
    var edges = all + any + one + dependent.map(\.schema)
    for edge in [reference, not, condition, then, otherwise] { if let edge { edges.append(edge) } }
    if let dynamicReference, dynamicReference.anchor == nil { edges.append(dynamicReference.target) }
    return edges
  }
}
