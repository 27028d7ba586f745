package import JSON

/// What must outlive the process beside the revisions themselves.
package struct ConfigurationState: Sendable, Hashable {
  /// Why the followed branch's tip is not followed for now.
  package struct Pin: Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable { case rollback, apply }
    package var reason: Reason
    /// The commit that is held.
    package var commit: String
    package var by: String
    package var time: Int64
    package init(reason: Reason, commit: String, by: String, time: Int64) {
      self.reason = reason
      self.commit = commit
      self.by = by
      self.time = time
    }
  }

  package struct Suspension: Sendable, Hashable {
    package var reason: String
    package var by: String
    package var time: Int64
    package init(reason: String, by: String, time: Int64) {
      self.reason = reason
      self.by = by
      self.time = time
    }
  }

  /// A commit that does not go live by itself.
  package struct Quarantine: Sendable, Hashable {
    package var commit: String
    package var reason: String
    package init(commit: String, reason: String) {
      self.commit = commit
      self.reason = reason
    }
  }

  /// The live revision's number.
  package var live: Int?
  package var pin: Pin?
  package var suspension: Suspension?
  package var quarantine: [Quarantine] = []
  /// The tips that the followed branch was seen at, the latest last; bounded.
  package var tips: [String] = []
  /// The repository and branch that `tips` are of; nil where none is followed.
  package var origin: String?
  package init() {}

  package func isQuarantined(_ commit: String) -> Bool { quarantine.contains { $0.commit == commit } }
}

extension ConfigurationState.Pin {
  package var json: JSONValue {
    [
      "reason": .string(reason.rawValue), "commit": .string(commit), "by": .string(by), "time": .integer(time),
    ]
  }

  init?(_ json: JSONValue) {
    guard let reason = json["reason"]?.stringValue.flatMap(Reason.init), let commit = json["commit"]?.stringValue else {
      return nil
    }
    self.init(
      reason: reason, commit: commit, by: json["by"]?.stringValue ?? "", time: json["time"]?.integerValue ?? 0)
  }
}

extension ConfigurationState.Suspension {
  package var json: JSONValue { ["reason": .string(reason), "by": .string(by), "time": .integer(time)] }

  init?(_ json: JSONValue) {
    guard let reason = json["reason"]?.stringValue else { return nil }
    self.init(reason: reason, by: json["by"]?.stringValue ?? "", time: json["time"]?.integerValue ?? 0)
  }
}

extension ConfigurationState.Quarantine {
  package var json: JSONValue { ["commit": .string(commit), "reason": .string(reason)] }

  init?(_ json: JSONValue) {
    guard let commit = json["commit"]?.stringValue else { return nil }
    self.init(commit: commit, reason: json["reason"]?.stringValue ?? "")
  }
}
