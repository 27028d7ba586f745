package import HTTPClient
import JSON
package import Providers
package import Resources
import Tools

/// What runs the tools of every call: the databases under the data directory and the HTTP client.
///
/// One instance serves the process; `box` makes what one call needs.
package final class ToolRunners: Sendable {
  private let databases: DatabaseShelf
  private let http: HTTPClient

  /// Databases are kept at `dataDirectory/<tenant>/<name>.sqlite` and made when they are first needed.
  package init(dataDirectory: String, http: HTTPClient) {
    databases = DatabaseShelf(directory: dataDirectory)
    self.http = http
  }

  package func box(callID: String, tenant: String, scenario: Scenario) -> ToolBox {
    ToolBox(
      callID: callID, scenario: scenario,
      sql: SQLToolRunner(databases: databases, tenant: tenant, scenario: scenario), http: HTTPToolRunner(http: http))
  }

  /// Makes the scenario's databases where they are missing, so that a schema that fails is known before a call comes.
  package func prepare(tenant: String, scenario: Scenario) async throws(ProviderError) {
    for database in scenario.databases {
      do { _ = try await databases.open(tenant: tenant, database: database) } catch {
        throw ProviderError(.refused, "database \(database.name): \(error)")
      }
    }
  }
}

/// The tools of one call's scenario.
///
/// Invariant: `run` gives exactly one result per call, within the tool's timeout and a moment.
package actor ToolBox {
  private let definitions: [String: ToolDefinition]
  private let sql: any ToolRunner
  private let http: any ToolRunner
  private var ledger: ToolLedger
  private var waiting: [String: [CheckedContinuation<ToolResult.Outcome, Never>]] = [:]

  package init(callID: String, scenario: Scenario, sql: any ToolRunner, http: any ToolRunner) {
    definitions = Dictionary(
      scenario.tools.map { ($0.name, ToolDefinition($0)) }, uniquingKeysWith: { first, _ in first })
    ledger = ToolLedger(callID: callID)
    self.sql = sql
    self.http = http
  }

  /// What the tool does to the world; nil for a tool there is none of. Only `read` tools may run speculatively.
  package func effect(of name: String) -> Scenario.Effect? { definitions[name]?.tool.effect }

  /// Checks the arguments and runs the tool; `turn` counts the caller's turns. Never throws: what goes wrong is a
  /// failed outcome in words the brain can act on. A write goes on to its end when the caller's task is cancelled.
  package func run(_ call: ToolCall, turn: Int) async -> ToolResult {
    guard let definition = definitions[call.name] else {
      let known = definitions.keys.sorted().joined(separator: ", ")
      return ToolResult(call: call, outcome: .failed("there is no tool \(call.name); there are: \(known)"))
    }
    var checked = call
    switch definition.check(call.arguments) {
    case .success(let arguments): checked.arguments = arguments
    case .failure(let problem): return ToolResult(call: call, outcome: .failed(problem.description))
    }
    switch ledger.admit(checked, effect: definition.tool.effect, turn: turn) {
    case .known(let result): return ToolResult(call: call, outcome: result.outcome)
    case .duplicate: return ToolResult(call: call, outcome: .failed("this call has its result already"))
    case .joined(let key):
      let outcome = await withCheckedContinuation { waiting[key, default: []].append($0) }
      return ToolResult(call: call, outcome: outcome)
    case .run(let key):
      let outcome = await carryOut(definition.tool, arguments: checked.arguments, key: key)
      _ = ledger.settle(key, outcome)
      for other in waiting.removeValue(forKey: key) ?? [] { other.resume(returning: outcome) }
      return ToolResult(call: call, outcome: outcome)
    }
  }

  private func carryOut(_ tool: Scenario.Tool, arguments: JSONObject, key: String) async -> ToolResult.Outcome {
    let runner =
      switch tool.run {
      case .sql: sql
      case .http: http
      case .exec, .mcp, .event, .builtin: UnsupportedToolRunner()
      }
    let work = Task { await Deadline.run(tool, arguments: arguments, key: key, on: runner) }
    guard tool.effect == .read else { return await work.value }
    return await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
  }
}

/// Holds a runner to a tool's timeout.
enum Deadline {
  static func run(
    _ tool: Scenario.Tool, arguments: JSONObject, key: String, on runner: any ToolRunner
  ) async -> ToolResult.Outcome {
    await withTaskGroup(of: ToolResult.Outcome?.self) { group in
      group.addTask { await runner.run(tool, arguments: arguments, idempotencyKey: key) }
      group.addTask {
        try? await Task.sleep(for: tool.timeout)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      if let first { return first }
      // The runner is cancelled and answers in a moment. Whether it had done its work by then is its to say.
      switch await group.next() ?? nil {
      case .value(let value)?: return .value(value)
      case .failed(let reason)?: return .failed("no answer within \(tool.timeout): \(reason)")
      case nil: return .failed("\(tool.name) did not answer within \(tool.timeout)")
      }
    }
  }
}
