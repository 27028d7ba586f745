package import JSON

/// Why a JSON value is not a schema this compiles. `path` is a JSON Pointer (RFC 6901) into the schema.
package struct SchemaError: Error, Sendable, Hashable {
  package var path: String
  package var message: String
  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }
}

/// One way in which a value does not meet its schema. `path` is a JSON Pointer (RFC 6901) into the value.
package struct SchemaFailure: Sendable, Hashable {
  package var path: String
  package var message: String
  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }
}

/// A compiled schema.
package struct Schema: Sendable, Hashable {
  package init(_ json: JSONValue) throws(SchemaError) {}
  /// Empty where the value meets the schema.
  package func validate(_ value: JSONValue) -> [SchemaFailure] { [] }
}
