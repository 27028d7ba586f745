package import Store

/// Decides which commit is live: what becomes of a new tip, of an apply, of a rollback.
///
/// Invariants: the live revision's number only grows; a commit becomes live only by a judgement that accepted it and
/// only over the revision that it was judged against; while suspended nothing but a rollback becomes live; a
/// quarantined commit becomes live only by an operator's rollback to it, and stays quarantined until a newer one is
/// live; a pin ends only at a tip that had not been seen when it was set, or where the tip is what is live; every
/// attempt finishes exactly once; a failing source is no input at all.
///
///       tipSeen, requestApply, requestRollback
///         │ judge                          suspend, resume ──► save
///         ▼
///       judged ──► commit, finish(live)  ·  recordRefusal, finish(refused)  ·  finish(overtaken | held | rehearsed)
package struct RevisionMachine: Sendable, Hashable {
  /// How many tips are remembered for telling a new one.
  package static let rememberedTips = 256
  package static let rememberedQuarantines = 64

  package private(set) var state: ConfigurationState
  package private(set) var live: Live?
  /// Of the last revision, live or not.
  package private(set) var lastNumber: Int
  package private(set) var tip: String?
  package private(set) var attempts: [AttemptID: Attempt] = [:]
  private var attemptCount = 0
  /// The tip that was judged last; it is not judged again until the tip has moved.
  private var judgedTip: String?
  private var hold: Hold?
  /// The part of the resources that a new tip may delete.
  package var syncPruneLimit = 0.5

  /// Goes on from what was stored. `origin` names the repository and branch that are followed, and `isOrigin` tells
  /// other names of the same; where it is another than before, what was live, pinned and seen of the old one means
  /// nothing. What is quarantined is so by its id, whatever the origin.
  package init(
    state: ConfigurationState = ConfigurationState(), live: Live? = nil, lastNumber: Int = 0, origin: String?,
    isOrigin: (String) -> Bool = { _ in false }
  ) {
    self.state = state
    self.live = live
    self.lastNumber = max(lastNumber, live?.number ?? 0)
    guard let origin, state.origin != origin else { return }
    self.state.origin = origin
    if let old = state.origin, isOrigin(old) { return }
    self.state.pin = nil
    self.state.tips = []
    self.live = nil
  }

  /// What was live cannot be had any more: the next revision is a first one.
  package mutating func forgetLive() { live = nil }

  private struct Hold: Sendable, Hashable {
    var deletions: Int
    var limit: Int
  }

  package var standing: Standing {
    guard let tip, tip != live?.commit else { return .live }
    if let suspension = state.suspension { return .suspended(suspension) }
    if let quarantine = state.quarantine.first(where: { $0.commit == tip }) { return .quarantined(quarantine) }
    if let pin = state.pin, state.tips.contains(tip) { return .pinned(pin) }
    if let hold { return .held(deletions: hold.deletions, limit: hold.limit) }
    return judgedTip == tip ? .refused : .judging
  }

  // MARK: - The followed branch

  /// The tip of the followed branch, as often as it is looked at.
  package mutating func tipSeen(_ commit: String, now: Int64) -> [Action] {
    if tip != commit { hold = nil }
    if tip != commit, judgedTip != commit { judgedTip = nil }
    tip = commit
    if commit == live?.commit {
      judgedTip = commit
      let wasPinned = state.pin.take() != nil
      return remember(commit) || wasPinned ? [.save] : []
    }
    guard state.suspension == nil, judgedTip != commit, !state.isQuarantined(commit) else { return [] }
    if state.pin != nil, state.tips.contains(commit) { return [] }
    guard !attempts.values.contains(where: { $0.commit == commit && $0.isOfSource }) else { return [] }
    let kind: Kind = live == nil ? .start : .sync
    return [.judge(begin(Attempt(kind: kind, commit: commit, base: live?.number, by: "source", time: now)))]
  }

  /// Notes a tip, the latest last. While pinned nothing is noted: what is not known then is what ends the pin.
  private mutating func remember(_ commit: String) -> Bool {
    guard state.pin == nil, state.tips.last != commit else { return false }
    state.tips.removeAll { $0 == commit }
    state.tips.append(commit)
    state.tips.removeFirst(max(0, state.tips.count - Self.rememberedTips))
    return true
  }

  // MARK: - Operators

  /// `expected` is the revision it was planned against; nil takes the live one.
  package mutating func requestApply(
    _ commit: String, expected: Int?, prune: PruneRule, by: String, now: Int64, isRehearsal: Bool = false
  ) -> Result<[Action], Refusal> {
    if let expected, expected != live?.number ?? 0 { return .failure(.conflict(expected: expected, live: live)) }
    if let suspension = state.suspension { return .failure(.suspended(suspension)) }
    if let found = state.quarantine.first(where: { $0.commit == commit }) {
      return .failure(.quarantined(commit: commit, reason: found.reason))
    }
    var attempt = Attempt(kind: .apply(prune), commit: commit, base: live?.number, by: by, time: now)
    attempt.isRehearsal = isRehearsal
    let id = begin(attempt)
    if let live, live.commit == commit {
      attempts[id] = nil
      return .success([.finish(id, .unchanged(live.number))])
    }
    return .success([.judge(id)])
  }

  /// Goes back to the revision `target`, or to the last one that was live before and is neither the same commit nor
  /// quarantined. `past` are the revisions that were live, the latest first.
  package mutating func requestRollback(
    to target: Int?, expected: Int?, past: [Past], by: String, now: Int64
  ) -> Result<[Action], Refusal> {
    if let expected, expected != live?.number ?? 0 { return .failure(.conflict(expected: expected, live: live)) }
    let found: Past?
    if let target {
      found = past.first { $0.number == target }
      guard found != nil else { return .failure(.noSuchRevision(target)) }
    } else {
      found = past.first { past in
        past.number < live?.number ?? Int.max && past.commit != live?.commit && !state.isQuarantined(past.commit)
      }
    }
    guard let found else { return .failure(.nothingBefore) }
    let attempt = Attempt(kind: .rollback(found.number), commit: found.commit, base: live?.number, by: by, time: now)
    let id = begin(attempt)
    if let live, live.commit == found.commit {
      attempts[id] = nil
      return .success([.finish(id, .unchanged(live.number))])
    }
    return .success([.judge(id)])
  }

  package mutating func suspend(reason: String, by: String, now: Int64) -> [Action] {
    state.suspension = ConfigurationState.Suspension(reason: reason, by: by, time: now)
    return [.save]
  }

  package mutating func resume() -> [Action] { state.suspension.take() == nil ? [] : [.save] }

  /// Uses a number up without a revision.
  mutating func skipNumber() { lastNumber += 1 }

  private mutating func begin(_ attempt: Attempt) -> AttemptID {
    attemptCount += 1
    attempts[attemptCount] = attempt
    return attemptCount
  }

  // MARK: - Verdicts

  /// The commit could not be read: nothing happened.
  package mutating func gaveUp(_ id: AttemptID) { attempts[id] = nil }

  /// `outdated` are the quarantined commits that the attempt's commit is newer than: they need no quarantine once it
  /// is live.
  package mutating func judged(
    _ id: AttemptID, _ judgement: Judgement, outdated: Set<String> = []
  ) -> [Action] {
    guard let attempt = attempts.removeValue(forKey: id) else { return [] }
    guard attempt.base == live?.number else {
      return [.finish(id, attempt.isOfSource ? .overtaken : .refused(.conflict(expected: attempt.base, live: live)))]
    }
    if let suspension = state.suspension, !attempt.isRollback {
      return [.finish(id, attempt.isOfSource ? .overtaken : .refused(.suspended(suspension)))]
    }
    switch judgement {
    case .refused:
      if attempt.isRehearsal { return [.finish(id, .refused(.invalid))] }
      if attempt.isOfSource {
        judgedTip = attempt.commit
        _ = remember(attempt.commit)
      }
      lastNumber += 1
      return [.recordRefusal(id, number: lastNumber), .finish(id, .refused(.invalid))]
    case .accepted(let extent): return accept(id, attempt, extent, outdated)
    }
  }

  private mutating func accept(
    _ id: AttemptID, _ attempt: Attempt, _ extent: Extent, _ outdated: Set<String>
  ) -> [Action] {
    switch attempt.kind {
    case .apply(let rule):
      let limit = rule.limit(of: extent.resourcesBefore)
      guard extent.deletions <= limit else {
        return [.finish(id, .refused(.safety(deletions: extent.deletions, limit: limit)))]
      }
    case .sync:
      let limit = Int(Double(extent.resourcesBefore) * syncPruneLimit)
      guard extent.deletions <= limit, extent.botsAfter > 0 || extent.botsBefore == 0 else {
        judgedTip = attempt.commit
        hold = Hold(deletions: extent.deletions, limit: limit)
        return (remember(attempt.commit) ? [.save] : []) + [
          .finish(id, .held(deletions: extent.deletions, limit: limit))
        ]
      }
    case .start, .rollback: break
    }
    if attempt.isRehearsal { return [.finish(id, .rehearsed)] }
    goLive(attempt, outdated)
    return [.commit(id, number: lastNumber), .finish(id, .live(lastNumber))]
  }

  private mutating func goLive(_ attempt: Attempt, _ outdated: Set<String>) {
    lastNumber += 1
    if !attempt.isRollback { state.quarantine.removeAll { outdated.contains($0.commit) } }
    switch attempt.kind {
    case .start, .sync:
      state.pin = nil
      judgedTip = attempt.commit
      _ = remember(attempt.commit)
    case .apply: setPin(.apply, attempt)
    case .rollback:
      state.quarantine.removeAll { $0.commit == attempt.commit }
      if let live {
        state.quarantine.append(
          ConfigurationState.Quarantine(commit: live.commit, reason: "rolled back from revision \(live.number)"))
        state.quarantine.removeFirst(max(0, state.quarantine.count - Self.rememberedQuarantines))
      }
      setPin(.rollback, attempt)
    }
    live = Live(number: lastNumber, commit: attempt.commit, by: attempt.by, time: attempt.time)
    state.live = lastNumber
    hold = nil
  }

  /// Holds the commit against the tip that is there now.
  private mutating func setPin(_ reason: ConfigurationState.Pin.Reason, _ attempt: Attempt) {
    state.pin = nil
    // A tip that came while changes were suspended is newer than what is rolled back from: it ends the pin.
    if let tip, reason == .apply || judgedTip == tip { _ = remember(tip) }
    guard state.origin != nil, tip != attempt.commit else { return }
    state.pin = ConfigurationState.Pin(
      reason: reason, commit: attempt.commit, by: attempt.by, time: attempt.time)
  }
}

extension RevisionMachine.Attempt {
  var isOfSource: Bool { kind == .sync || kind == .start }
  var isRollback: Bool { if case .rollback = kind { true } else { false } }
}
