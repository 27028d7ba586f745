import JSON

/// The first pass: schemas, identifiers and anchors of a document.
extension SchemaCompiler {
  /// Finds the location and all schemas below it.
  ///
  /// - Parameter base: for the root of a document, where that comes from.
  mutating func find(_ found: Location, base: URIReference? = nil) throws(SchemaError) -> Int {
    let index = locations.count
    locations.append(found)
    guard found.depth < Schema.maximumDepth else { throw error("nested too deeply", index) }
    guard index < Schema.maximumSchemas else { throw error("there are too many schemas", index) }
    guard let object = found.json.objectValue else {
      guard found.json.boolValue != nil else { throw error("a schema is an object, true or false", index) }
      if let base { try addResource(base, alias: base, index) }
      return index
    }
    try identify(object, index, base)
    for member in object.members {
      guard let keyword = Keyword.all[member.name], isKnown(keyword, index) else {
        guard options.unknownKeywords == .annotate || options.annotations.contains(member.name) else {
          throw error(refusal(of: member.name), index, member.name)
        }
        continue
      }
      try findChildren(of: member, keyword.shape, index)
    }
    return index
  }

  func isKnown(_ keyword: Keyword, _ index: Int) -> Bool {
    let vocabularies = locations[index].vocabularies
    return vocabularies.contains(keyword.vocabulary)
      || (keyword.vocabulary == .formatAnnotation && vocabularies.contains(.formatAssertion))
  }

  private func refusal(of name: String) -> String {
    Keyword.all[name] == nil
      ? "keyword `\(name)` is not supported"
      : "keyword `\(name)` is not of the vocabularies that `$schema` names"
  }

  private mutating func findChildren(
    of member: JSONObject.Member, _ shape: Keyword.Shape, _ index: Int
  ) throws(SchemaError) {
    switch shape {
    case .none: break
    case .schema: try findChild(member.value, member.name, nil, index)
    case .list:
      guard let elements = member.value.arrayValue, !elements.isEmpty else {
        throw error("must be a list with at least one schema", index, member.name)
      }
      for (place, element) in elements.enumerated() { try findChild(element, member.name, String(place), index) }
    case .map:
      guard let object = member.value.objectValue else { throw error("must be an object", index, member.name) }
      for child in object.members { try findChild(child.value, member.name, child.name, index) }
    }
  }

  @discardableResult
  mutating func findChild(
    _ json: JSONValue, _ keyword: String, _ token: String?, _ parent: Int
  ) throws(SchemaError) -> Int {
    let above = locations[parent]
    let place = SchemaPlace(
      parent: parent, keyword: keyword, token: token, resource: above.place.resource, isResourceRoot: false)
    let child = try find(
      Location(
        json: json, place: place, vocabularies: above.vocabularies, document: above.document, depth: above.depth + 1))
    children[Edge(parent: parent, keyword: ExactText(keyword), token: token.map { ExactText($0) })] = child
    return child
  }

  /// Reads `$id`, `$schema` and the anchors.
  private mutating func identify(_ object: JSONObject, _ index: Int, _ base: URIReference?) throws(SchemaError) {
    if let id = object["$id"] {
      guard let text = id.stringValue else { throw error("must be a URI", index, "$id") }
      let outer = base ?? bases[locations[index].place.resource]
      var uri = try resolve(text, against: outer, index, "$id")
      guard uri.fragment ?? "" == "" else { throw error("must be a URI without fragment", index, "$id") }
      uri.fragment = nil
      locations[index].place.isResourceRoot = true
      try addResource(uri, alias: base, index)
    } else if let base {
      try addResource(base, alias: base, index)
    }
    if let schema = object["$schema"] {
      guard let text = schema.stringValue else { throw error("must be a URI", index, "$schema") }
      guard locations[index].place.isResourceRoot else {
        throw error("belongs to the root of a schema or beside an `$id`", index, "$schema")
      }
      locations[index].vocabularies = try vocabularies(of: text, index)
    }
    for keyword in ["$anchor", "$dynamicAnchor"] {
      guard let value = object[keyword] else { continue }
      guard let name = value.stringValue, Self.isAnchor(name) else {
        throw error("must start with a letter or `_` and be made of letters, digits and `-._`", index, keyword)
      }
      let resource = locations[index].place.resource
      let key = Anchor(resource: resource, name: ExactText(name))
      if let other = anchors[key], other != index { throw error("there is another anchor `\(name)`", index, keyword) }
      anchors[key] = index
      if keyword == "$dynamicAnchor" { resources[resource].dynamicAnchors[name] = index }
    }
  }

  /// The reference resolved; refused where it or the outcome is too long.
  func resolve(
    _ text: String, against base: URIReference, _ index: Int, _ keyword: String
  ) throws(SchemaError) -> URIReference {
    guard text.utf8.count <= Self.maximumURIBytes else { throw error("is too long a URI", index, keyword) }
    let uri = URIReference(text).resolved(against: base)
    guard uri.path.utf8.count <= 2 * Self.maximumURIBytes else { throw error("is too long a URI", index, keyword) }
    return uri
  }

  private mutating func addResource(
    _ uri: URIReference, alias: URIReference?, _ index: Int
  ) throws(SchemaError) {
    let key = uri.withoutFragment
    let resource = resources.count
    let isRoot = alias != nil
    if resourceOf[key] != nil, !isRoot { throw error("there is another schema with this URI", index, "$id") }
    resources.append(SchemaResource(uri: key))
    bases.append(uri)
    roots.append(index)
    locations[index].place.resource = resource
    if resourceOf[key] == nil { resourceOf[key] = resource }
    if let alias, resourceOf[alias.withoutFragment] == nil { resourceOf[alias.withoutFragment] = resource }
  }

  private static func isAnchor(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    let isStart = (0x41...0x5A).contains(first) || (0x61...0x7A).contains(first) || first == UInt8(ascii: "_")
    return isStart
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        }
      }
  }

  /// The vocabularies a `$schema` stands for: the draft's own metaschema, or one of the registry.
  private mutating func vocabularies(of text: String, _ index: Int) throws(SchemaError) -> Set<Keyword.Vocabulary> {
    let uri = URIReference(text).withoutFragment
    if uri == Keyword.metaschema { return Keyword.standard }
    if let known = dialects[uri] { return known }
    guard let metaschema = registry[uri] else {
      throw error("`\(text.prefix(200))` is not a known schema language; `\(Keyword.metaschema)` is", index, "$schema")
    }
    if let dialect = metaschema["$schema"]?.stringValue, URIReference(dialect).withoutFragment != Keyword.metaschema {
      throw error("`\(text.prefix(200))` is not of draft 2020-12", index, "$schema")
    }
    var result: Set<Keyword.Vocabulary> = [.core]
    for member in metaschema["$vocabulary"]?.objectValue?.members ?? [] {
      if let vocabulary = Keyword.Vocabulary(uri: member.name) {
        result.insert(vocabulary)
      } else if member.value != .bool(false) {
        throw error("needs the vocabulary `\(member.name.prefix(200))`, which is not supported", index, "$schema")
      }
    }
    if metaschema["$vocabulary"] == nil { result = Keyword.standard }
    dialects[uri] = result
    return result
  }
}
