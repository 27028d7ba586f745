/// Why the log could not be opened or read.
package struct EventLogError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// Another process writes this log.
    case inUse
    /// A later version wrote this log.
    case tooNew
    case failed
  }
  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
