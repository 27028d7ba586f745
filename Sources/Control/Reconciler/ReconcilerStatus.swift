package import Store
import Synchronization

/// What the reconciler has done and how it stands.
package struct ReconcilerStatus: Sendable, Hashable {
  /// One statement about the source that holds or does not, and since when.
  package struct Condition: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      /// The repository can be read.
      case sourceReady = "SourceReady"
      /// The tip's configuration is valid.
      case valid = "Valid"
      /// The tip is what calls start with.
      case live = "Live"
      /// The tip is live, and nothing holds it back: no pin, quarantine, suspension or safety limit.
      case synced = "Synced"
    }
    package var kind: Kind
    /// Nil where it is not known yet.
    package var holds: Bool?
    /// In a few words, why; may have several lines.
    package var message: String
    /// Wall-clock milliseconds since 1970-01-01 UTC of the last change of `holds`.
    package var since: Int64

    package init(kind: Kind, holds: Bool? = nil, message: String = "", since: Int64 = 0) {
      self.kind = kind
      self.holds = holds
      self.message = message
      self.since = since
    }
  }

  /// The live revision's commit.
  package var liveRevision: String?
  package var liveNumber: Int?
  package var liveTitle: String?
  package var liveSince: Int64?
  /// The tip that was judged last, live or refused.
  package var attemptedRevision: String?
  package var attemptedAt: Int64?
  /// Why the attempted revision is not live.
  package var diagnostics: [String] = []
  /// The followed branch's tip.
  package var tip: String?
  package var pin: ConfigurationState.Pin?
  package var suspension: ConfigurationState.Suspension?
  package var quarantine: [ConfigurationState.Quarantine] = []
  package var swaps = 0
  package var refusals = 0
  package var sourceFailures = 0
  package var conditions = [
    Condition(kind: .sourceReady), Condition(kind: .valid), Condition(kind: .live), Condition(kind: .synced),
  ]
  package init() {}

  package func condition(_ kind: Condition.Kind) -> Condition {
    conditions.first { $0.kind == kind } ?? Condition(kind: kind)
  }

  mutating func set(_ kind: Condition.Kind, _ holds: Bool?, _ message: String = "", at now: Int64) {
    guard let index = conditions.firstIndex(where: { $0.kind == kind }) else { return }
    if conditions[index].holds != holds { conditions[index].since = now }
    conditions[index].holds = holds
    conditions[index].message = message
  }
}

/// The status, shared between who writes and who reads it.
final class StatusBox: Sendable {
  private let state = Mutex(ReconcilerStatus())
  var value: ReconcilerStatus { state.withLock { $0 } }
  func withLock<Value>(_ body: (inout ReconcilerStatus) -> Value) -> Value { state.withLock { body(&$0) } }
}
