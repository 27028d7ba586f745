package import Store

extension RevisionMachine {
  package typealias AttemptID = Int

  package struct Live: Sendable, Hashable {
    package var number: Int
    package var commit: String
    package var by: String
    /// Wall-clock milliseconds since 1970-01-01 UTC.
    package var time: Int64
    package init(number: Int, commit: String, by: String, time: Int64) {
      self.number = number
      self.commit = commit
      self.by = by
      self.time = time
    }
  }

  /// How much an attempt may delete.
  package enum PruneRule: Sendable, Hashable {
    /// Nothing.
    case never
    /// That many resources.
    case count(Int)
    /// That part of them, 0 to 1, but one at least.
    case part(Double)

    package static let standard = PruneRule.part(0.1)

    package func limit(of resources: Int) -> Int {
      switch self {
      case .never: 0
      case .count(let count): max(0, count)
      case .part(let part): max(1, Int(Double(resources) * min(1, max(0, part))))
      }
    }
  }

  package enum Kind: Sendable, Hashable {
    /// The first revision, or that of another repository than before: nothing of ours to lose.
    case start
    case sync
    case apply(PruneRule)
    /// To that revision.
    case rollback(Int)
  }

  package struct Attempt: Sendable, Hashable {
    package var kind: Kind
    package var commit: String
    /// The revision that was live when it was asked for.
    package var base: Int?
    package var by: String
    package var time: Int64
    /// Only what would happen is wanted.
    package var isRehearsal = false
  }

  /// What the check of an attempt's commit came to.
  package enum Judgement: Sendable, Hashable {
    case accepted(Extent)
    case refused
  }

  /// How large a change is.
  package struct Extent: Sendable, Hashable {
    package var resourcesBefore: Int
    package var deletions: Int
    package var botsBefore: Int
    package var botsAfter: Int
    package init(resourcesBefore: Int = 0, deletions: Int = 0, botsBefore: Int = 0, botsAfter: Int = 0) {
      self.resourcesBefore = resourcesBefore
      self.deletions = deletions
      self.botsBefore = botsBefore
      self.botsAfter = botsAfter
    }
  }

  package enum Refusal: Error, Sendable, Hashable {
    /// Another revision is live than the one it was made for.
    case conflict(expected: Int?, live: Live?)
    case suspended(ConfigurationState.Suspension)
    case quarantined(commit: String, reason: String)
    /// It would delete more than it may.
    case safety(deletions: Int, limit: Int)
    /// It was checked and is not valid.
    case invalid
    case noSuchRevision(Int)
    case nothingBefore
  }

  package enum Outcome: Sendable, Hashable {
    case live(Int)
    /// The commit is what is live already.
    case unchanged(Int)
    /// It would be live.
    case rehearsed
    case refused(Refusal)
    /// Something else became live meanwhile: the tip is to be looked at again.
    case overtaken
    /// The followed repository's new commit waits for an operator.
    case held(deletions: Int, limit: Int)
  }

  /// What the shell has to do, in this order.
  package enum Action: Sendable, Hashable {
    /// Read and check the attempt's commit, then say `judged` or `gaveUp`.
    case judge(AttemptID)
    /// Write down durably that the revision is live, then swap it in.
    case commit(AttemptID, number: Int)
    /// Write down that it was refused.
    case recordRefusal(AttemptID, number: Int)
    /// Write the state down.
    case save
    /// The attempt is over.
    case finish(AttemptID, Outcome)
  }

  /// Why the followed branch's tip is not what is live.
  package enum Standing: Sendable, Hashable {
    /// It is.
    case live
    case judging
    case refused
    case suspended(ConfigurationState.Suspension)
    case quarantined(ConfigurationState.Quarantine)
    case pinned(ConfigurationState.Pin)
    case held(deletions: Int, limit: Int)
  }

  /// A revision that was live once, for going back to.
  package struct Past: Sendable, Hashable {
    package var number: Int
    package var commit: String
    package init(number: Int, commit: String) {
      self.number = number
      self.commit = commit
    }
  }
}
