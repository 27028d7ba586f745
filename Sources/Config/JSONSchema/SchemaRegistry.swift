package import JSON

/// The documents that references of a schema may lead to, by their URI.
package struct SchemaRegistry: Sendable {
  private var documents: [String: JSONValue] = [:]

  package init() {}

  /// Registers a document under the URI it was had from and, where its `$id` is another absolute URI, under that too.
  /// The first document of a URI stays.
  package mutating func register(_ document: JSONValue, at uri: String) {
    let location = URIReference(uri)
    add(document, location)
    if let text = document["$id"]?.stringValue { add(document, URIReference(text).resolved(against: location)) }
  }

  private mutating func add(_ document: JSONValue, _ uri: URIReference) {
    let key = uri.withoutFragment
    if documents[key] == nil { documents[key] = document }
  }

  subscript(uri: String) -> JSONValue? { documents[uri] }
}
