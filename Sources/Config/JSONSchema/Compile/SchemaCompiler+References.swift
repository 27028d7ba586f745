import JSON

extension SchemaCompiler {
  /// The location a `$ref` or `$dynamicRef` leads to, and its resource.
  mutating func target(of text: String, _ index: Int, _ keyword: String) throws(SchemaError) -> Int {
    let resource: Int
    let reference: URIReference
    if text.hasPrefix("#") {
      reference = URIReference(text)
      resource = locations[index].place.resource
    } else {
      reference = try resolve(text, against: bases[locations[index].place.resource], index, keyword)
      resource = try self.resource(at: reference.withoutFragment, index, keyword)
    }
    guard let fragment = reference.decodedFragment else {
      throw error("`\(text.prefix(200))` has a fragment that is not text", index, keyword)
    }
    if fragment.isEmpty { return roots[resource] }
    guard fragment.hasPrefix("/") else {
      if let location = anchors[Anchor(resource: resource, name: ExactText(fragment))] { return location }
      throw error("there is no anchor `\(fragment.prefix(200))`", index, keyword)
    }
    guard let tokens = JSONPointer.tokens(fragment), let location = try follow(tokens, from: roots[resource]) else {
      throw error("`\(text.prefix(200))` does not lead to a schema", index, keyword)
    }
    return location
  }

  private mutating func resource(at uri: String, _ index: Int, _ keyword: String) throws(SchemaError) -> Int {
    if let resource = resourceOf[uri] { return resource }
    guard let document = registry[uri] else {
      throw error("there is no schema `\(uri.prefix(200))`", index, keyword)
    }
    let root = try add(document: document, at: uri)
    return locations[root].place.resource
  }

  /// The schema under a pointer. A value in which no schema belongs is taken for one only with unknown keywords allowed.
  private mutating func follow(_ tokens: [String], from root: Int) throws(SchemaError) -> Int? {
    var location = root
    var rest = tokens[...]
    while let first = rest.first {
      let keyword = ExactText(first)
      if let child = children[Edge(parent: location, keyword: keyword, token: nil)] {
        location = child
        rest = rest.dropFirst()
      } else if let second = rest.dropFirst().first,
        let child = children[Edge(parent: location, keyword: keyword, token: ExactText(second))]
      {
        location = child
        rest = rest.dropFirst(2)
      } else {
        return try adopt(rest, below: location)
      }
    }
    return location
  }

  private mutating func adopt(_ tokens: ArraySlice<String>, below location: Int) throws(SchemaError) -> Int? {
    guard options.unknownKeywords == .annotate, let first = tokens.first else { return nil }
    var json = locations[location].json
    for token in tokens {
      looked += (json.objectValue?.members.count ?? 0) + 1
      guard looked < 1_000_000 else { throw error("there are too many references out of schemas", location) }
      guard let next = json[token] ?? Int(token).flatMap({ json[$0] }) else { return nil }
      json = next
    }
    let rest = tokens.dropFirst()
    return try findChild(json, first, rest.isEmpty ? nil : rest.joined(separator: "/"), location)
  }
}
