extension ExitStatus {
  /// For the manual.
  var meaning: String {
    switch self {
    case .ok: "all is well"
    case .failed: "failed"
    case .differences: "differences, only where --exit-code asks for it"
    case .invalidConfiguration: "the configuration is not valid"
    case .notAuthorised: "not authorised"
    case .conflict: "conflict, or a plan that is stale"
    case .notFound: "not found"
    case .testFailed: "a conversation test failed"
    case .policy: "a policy stands against it"
    case .refusedForSafety: "refused for safety"
    case .usage: "the command line is not understood"
    case .unreachable: "the runtime cannot be reached"
    case .internalError: "a fault of the tool itself"
    case .timedOut: "timed out"
    case .interrupted: "interrupted"
    }
  }
}
