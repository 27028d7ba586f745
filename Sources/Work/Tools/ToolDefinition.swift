package import JSON
import JSONSchema
package import Resources

/// Why arguments are refused, in words a brain can act on.
package struct ArgumentError: Error, Sendable, Hashable, CustomStringConvertible {
  package struct Problem: Sendable, Hashable {
    /// JSON Pointer (RFC 6901) into the arguments; empty for all of them.
    package var path: String
    package var message: String
  }
  package var problems: [Problem]

  package var description: String {
    let texts = problems.map { $0.path.isEmpty ? $0.message : "\($0.path.dropFirst()): \($0.message)" }
    return "wrong arguments: \(texts.joined(separator: "; "))"
  }
}

/// A scenario's tool, ready to check arguments.
package struct ToolDefinition: Sendable {
  package let tool: Scenario.Tool
  private let schema: Result<Schema, SchemaError>

  package init(_ tool: Scenario.Tool) {
    self.tool = tool
    schema = Result { () throws(SchemaError) in try Schema(tool.parameters) }
  }

  /// The arguments as the tool may be given them: brought to the types the schema asks for where they mean the same,
  /// with missing defaults filled in, then checked.
  package func check(_ arguments: JSONObject) -> Result<JSONObject, ArgumentError> {
    let schema: Schema
    switch self.schema {
    case .success(let compiled): schema = compiled
    case .failure(let error):
      return .failure(
        ArgumentError(problems: [.init(path: "", message: "the tool's schema is broken: \(error.message)")]))
    }
    let coerced = ArgumentCoercion.coerce(.object(arguments), schema: tool.parameters)
    let failures = schema.validate(coerced)
    guard failures.isEmpty, let object = coerced.objectValue else {
      return .failure(ArgumentError(problems: failures.map { .init(path: $0.path, message: $0.message) }))
    }
    return .success(object)
  }
}
