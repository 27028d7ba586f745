package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// Written by a later version of this program.
    case tooNew
    /// Another process has the data directory.
    case inUse
    /// It was there once and is no longer kept.
    case removed
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
