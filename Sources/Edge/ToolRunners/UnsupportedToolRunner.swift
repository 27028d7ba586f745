import JSON
import Providers
import Resources

/// Stands for the ways to run a tool that are checked but not carried out: the call fails, in words the brain can act
/// on, and the step's `onError` follows.
struct UnsupportedToolRunner: ToolRunner {
  func run(_ tool: Scenario.Tool, arguments: JSONObject, idempotencyKey: String) async -> ToolResult.Outcome {
    .failed("\(tool.name) cannot be run by this version")
  }
}
