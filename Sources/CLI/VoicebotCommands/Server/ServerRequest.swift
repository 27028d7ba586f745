import AdminClient
import JSON

/// Turns what a runtime answers into the exit codes and the messages of the command line.
enum ServerRequest {
  /// - Parameter advice: what to do where the runtime says that there is no such thing, and no more.
  static func run<Value>(missing advice: String? = nil, _ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let error as AdminError {
      var failure = failure(error)
      if failure.code == .notFound { failure.fix = failure.fix ?? advice }
      throw failure
    }
  }

  static func failure(_ error: AdminError) -> CommandFailure {
    switch error {
    case .unreachable:
      return CommandFailure(
        .unreachable, error.description,
        fix: "voicebot serve, or name the runtime with --server; one with TLS by https://, and --ca FILE where its "
          + "certificate is not a public one")
    case .interrupted:
      return CommandFailure(
        .timedOut, error.description,
        fix: "what was asked for may have been done: see `voicebot history`; a runtime with TLS is reached by https://")
    case .malformed: return CommandFailure(.internalError, error.description)
    case .refused(let answer):
      for diagnostic in answer.diagnostics { Terminal.statusPart(text(diagnostic)) }
      return CommandFailure(code(answer), answer.message, fix: answer.fix)
    }
  }

  static func code(_ answer: AdminError.Answer) -> ExitStatus {
    switch (answer.status, answer.code) {
    case (403, "policy"): .policy
    case (401, _), (403, _): .notAuthorised
    case (404, _): .notFound
    case (409, _), (412, _): .conflict
    case (422, _): .invalidConfiguration
    case (428, _), (_, "safety"): .refusedForSafety
    default: .failed
    }
  }

  /// A diagnostic as the runtime sends it, in the form a person reads; one that is only text as it is.
  static func text(_ diagnostic: JSONValue) -> String {
    guard let message = diagnostic["message"]?.stringValue else { return diagnostic.text + "\n" }
    let code = diagnostic["code"]?.stringValue ?? ""
    let severity = diagnostic["severity"]?.stringValue ?? "error"
    let file = diagnostic["file"]?.stringValue ?? ""
    let line = diagnostic["line"]?.integerValue ?? 0
    let column = diagnostic["column"]?.integerValue ?? 0
    return "\(severity)[\(code)]: \(message)\n  --> \(file):\(line):\(column)\n"
  }
}
