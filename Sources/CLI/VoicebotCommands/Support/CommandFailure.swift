/// The exit codes of every command.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  case ok = 0
  case failed = 1
  /// Only where `--exit-code` asks for it; never an error.
  case differences = 2
  case invalidConfiguration = 3
  case notAuthorised = 4
  case conflict = 5
  case notFound = 6
  case testFailed = 7
  case policy = 8
  case refusedForSafety = 9
  case usage = 64
  case unreachable = 69
  case internalError = 70
  case timedOut = 124
  case interrupted = 130
}

/// Ends a command with a message and, where there is one, what to do about it.
package struct CommandFailure: Error {
  package var code: ExitStatus
  package var message: String
  package var fix: String?
  package init(_ code: ExitStatus, _ message: String, fix: String? = nil) {
    self.code = code
    self.message = message
    self.fix = fix
  }
}
