package import JSON
package import Providers
package import Resources

/// Carries out tools of one kind. The arguments have been checked.
package protocol ToolRunner: Sendable {
  /// Runs the tool once. Never throws: a failure is an outcome in words. Returns soon after the task is cancelled.
  /// A `write` or `irreversible` tool with a key that has succeeded before gives the first outcome again where the
  /// runner can tell.
  func run(_ tool: Scenario.Tool, arguments: JSONObject, idempotencyKey: String) async -> ToolResult.Outcome
}
