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

/// A compiled schema: the part of JSON Schema draft 2020-12 that tool parameters use.
///
/// Carried out: `type`, `enum`, `const`, `properties`, `required`, `additionalProperties`, `items`, `minItems`,
/// `maxItems`, `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `minLength`, `maxLength`.
/// Kept as annotations: `title`, `description`, `default`, `examples`, `format`, `$comment`. Every other keyword is
/// refused, so that no schema promises what is not checked.
///
/// Invariant: no recursion passes `maximumDepth`, in schemas and in values, and `validate` reports at most
/// `maximumFailures`.
package struct Schema: Sendable, Hashable {
  package static let maximumDepth = 32
  package static let maximumFailures = 32

  let root: SchemaNode

  package init(_ json: JSONValue) throws(SchemaError) {
    root = try SchemaCompiler.compile(json, path: "", depth: 0)
  }

  /// Empty where the value meets the schema.
  package func validate(_ value: JSONValue) -> [SchemaFailure] {
    var validator = SchemaValidator()
    validator.check(value, root, path: "")
    return validator.failures
  }

  /// Names of the top level's `properties`, in their order.
  package var propertyNames: [String] { root.properties.map(\.name) }
  /// Names the top level requires.
  package var requiredNames: [String] { root.required }
  /// Whether members beyond the named ones are accepted at the top level.
  package var acceptsOtherProperties: Bool { root.additional != .refused }
  /// The schema of one of the top level's properties.
  package func property(_ name: String) -> Schema? {
    root.properties.first { $0.name == name }.map { Schema(root: $0.schema) }
  }
  /// The types accepted at the top level; empty where any is.
  package var typeNames: [String] { root.types.map(\.rawValue) }

  private init(root: SchemaNode) { self.root = root }
}
