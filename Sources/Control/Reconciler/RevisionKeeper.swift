import Git
import JSON
import Loading
import Resources
import Store
import Synchronization

/// Carries out what `RevisionMachine` decides: writes, then swaps, then tells.
///
/// No method suspends, so that each is one step: what the store says, what the machine says and what is live never
/// differ for anyone who asks in between. In `commit` the order is: files on disk (before it is called), the revision
/// as pending, the transaction that makes it live, the swap, the notice. A process killed anywhere in it comes up
/// with exactly the old or the new revision.
actor RevisionKeeper {
  /// A judged commit with all that is written down of it.
  struct Proposal: Sendable {
    var commit: GitCommit
    var result: LoadResult?
    var findings: Findings
    var changes: ChangeSet
    var message: String
    var by: String
    var signer: String?
    /// In words, where not everything could be prepared.
    var remark = ""
  }

  private var machine: RevisionMachine
  private var liveResult: LoadResult?
  /// What today's rules have against what was restored.
  private var shortcomings: (commit: String, findings: Findings)?
  private let store: RevisionStore
  private let live: LiveSnapshot
  private let status: StatusBox
  private let hooks: ReconcilerHooks
  private let now: @Sendable () -> Int64

  init(
    store: RevisionStore, source: (any RevisionSource)?, live: LiveSnapshot, status: StatusBox,
    hooks: ReconcilerHooks, now: @escaping @Sendable () -> Int64
  ) throws(StoreError) {
    let state = try store.state()
    let record: RevisionRecord? = if let number = state.live { try store.revision(number) } else { nil }
    machine = RevisionMachine(
      state: state,
      live: record.map { RevisionMachine.Live(number: $0.number, commit: $0.commit, by: $0.by, time: $0.time) },
      lastNumber: try store.lastNumber(), origin: source?.origin,
      isOrigin: { old in source?.isOrigin(old) ?? false })
    self.store = store
    self.live = live
    self.status = status
    self.hooks = hooks
    self.now = now
  }

  var liveNumber: Int? { machine.live?.number }
  var liveRevision: RevisionMachine.Live? { machine.live }
  var base: LoadResult? { liveResult }
  var snapshot: Snapshot? { liveResult?.snapshot }

  var quarantined: [String] { machine.state.quarantine.map(\.commit) }

  func knows(_ id: RevisionMachine.AttemptID) -> RevisionMachine.Attempt? { machine.attempts[id] }

  // MARK: - Restart

  /// The stored live revision, to be loaded without the source; nil where there is none that counts.
  var stored: RevisionMachine.Live? { liveResult == nil ? machine.live : nil }

  /// What was live before the process ended is live again, whatever today's rules have against it.
  func restored(_ result: LoadResult, _ commit: GitCommit, _ findings: Findings) {
    guard let stored, let snapshot = result.snapshot else { return }
    shortcomings = findings.texts.isEmpty ? nil : (commit.id, findings)
    show(result, commit, stored.number, since: stored.time, swaps: false)
    hooks.onLive(snapshot, commit)
    if !findings.texts.isEmpty { hooks.onShortcomings(commit.id, findings.texts) }
  }

  /// What is kept of the live revision cannot be used: the tip is to be judged, whatever it is.
  func restoreFailed(_ reason: String) {
    guard let stored else { return }
    machine.forgetLive()
    status.withLock { $0.set(.live, false, "revision \(stored.number) is not restored: \(reason)", at: now()) }
  }

  // MARK: - Inputs

  func tipSeen(_ tip: String) throws(StoreError) -> RevisionMachine.AttemptID? {
    let actions = machine.tipSeen(tip, now: now())
    return try perform(actions, nil).attempt
  }

  func requestApply(_ request: ChangeRequest, commit: String) throws(ChangeFailure) -> Step {
    try checkBase(request)
    return try step(
      machine.requestApply(
        commit, expected: request.expected, prune: request.prune, by: request.by, now: now(),
        isRehearsal: request.isRehearsal), commit)
  }

  /// A change that was made for a commit is refused where another is live, also under the same number: that of another
  /// server's history.
  func checkBase(_ request: ChangeRequest) throws(ChangeFailure) {
    if let expected = request.expected, expected != machine.live?.number ?? 0 {
      throw ChangeFailure(.conflict(expected: expected, live: machine.live), commit: "")
    }
    guard let wanted = request.expectedCommit, wanted != machine.live?.commit else { return }
    var failure = ChangeFailure(.conflict(expected: machine.live?.number, live: machine.live), commit: "")
    failure.message =
      "the change was made for a revision of commit \(wanted); "
      + (machine.live.map { "live is revision \($0.number), commit \($0.commit), by \($0.by)" } ?? "none is live")
    failure.fix = "plan again"
    throw failure
  }

  func requestRollback(to target: Int?, expected: Int?, by: String) throws(ChangeFailure) -> Step {
    let records: [RevisionRecord]
    do throws(StoreError) { records = try store.revisions(limit: 1000) } catch { throw ChangeFailure(error) }
    let past = records.filter { $0.result == .live || $0.result == .superseded || $0.result == .quarantined }
      .map { RevisionMachine.Past(number: $0.number, commit: $0.commit) }
    return try step(machine.requestRollback(to: target, expected: expected, past: past, by: by, now: now()), "")
  }

  func suspend(reason: String, by: String) throws(StoreError) {
    try perform(machine.suspend(reason: reason, by: by, now: now()), nil)
  }

  func resume() throws(StoreError) { try perform(machine.resume(), nil) }

  func gaveUp(_ id: RevisionMachine.AttemptID) { machine.gaveUp(id) }

  /// `outdated` are the quarantined commits that the proposal's is newer than.
  func judged(
    _ id: RevisionMachine.AttemptID, _ proposal: Proposal, outdated: Set<String> = []
  ) throws(StoreError) -> RevisionMachine.Outcome {
    if let snapshot = liveResult?.snapshot { machine.syncPruneLimit = hooks.pruneLimit(snapshot) }
    let before = machine
    let kind = machine.attempts[id]?.kind
    let judgement: RevisionMachine.Judgement =
      proposal.result?.snapshot == nil ? .refused : .accepted(proposal.changes.extent)
    let actions = machine.judged(id, judgement, outdated: outdated)
    do throws(StoreError) {
      let done = try perform(actions, (proposal, kind ?? .sync))
      return done.outcome ?? .overtaken
    } catch {
      // Nothing of it is on disk as live; the numbers are used up all the same.
      machine = before
      machine.gaveUp(id)
      machine.skipNumber()
      throw error
    }
  }

  enum Step: Sendable {
    case judge(RevisionMachine.AttemptID)
    case finished(RevisionMachine.Outcome)
  }

  private func step(
    _ result: Result<[RevisionMachine.Action], RevisionMachine.Refusal>, _ commit: String
  ) throws(ChangeFailure) -> Step {
    switch result {
    case .failure(let refusal): throw ChangeFailure(refusal, commit: commit)
    case .success(let actions):
      do throws(StoreError) {
        let done = try perform(actions, nil)
        if let attempt = done.attempt { return .judge(attempt) }
        return .finished(done.outcome ?? .overtaken)
      } catch { throw ChangeFailure(error) }
    }
  }

  // MARK: - Actions

  @discardableResult
  private func perform(
    _ actions: [RevisionMachine.Action], _ proposal: (Proposal, RevisionMachine.Kind)?
  ) throws(StoreError) -> (attempt: RevisionMachine.AttemptID?, outcome: RevisionMachine.Outcome?) {
    var attempt: RevisionMachine.AttemptID?
    var outcome: RevisionMachine.Outcome?
    for action in actions {
      switch action {
      case .judge(let id): attempt = id
      case .save: try store.save(machine.state)
      case .finish(_, let result):
        outcome = result
        if case .held = result, let proposal { note(held: proposal.0.commit) }
      case .commit(_, let number):
        if let proposal { try commit(number, proposal.0, proposal.1) }
      case .recordRefusal(_, let number):
        if let proposal { try refuse(number, proposal.0, proposal.1) }
      }
    }
    showStanding()
    return (attempt, outcome)
  }

  private func commit(
    _ number: Int, _ proposal: Proposal, _ kind: RevisionMachine.Kind
  ) throws(StoreError) {
    guard let result = proposal.result, let snapshot = result.snapshot else { return }
    try store.begin(record(number, proposal, kind))
    do throws(StoreError) { try store.makeLive(number, machine.state) } catch {
      try? store.abandon(number)
      throw error
    }
    show(result, proposal.commit, number, since: now(), swaps: true, remark: proposal.remark)
    hooks.onLive(snapshot, proposal.commit)
  }

  private func refuse(
    _ number: Int, _ proposal: Proposal, _ kind: RevisionMachine.Kind
  ) throws(StoreError) {
    try store.refuse(record(number, proposal, kind), machine.state)
    let texts = proposal.findings.texts
    if kind == .sync || kind == .start {
      status.withLock { status in
        let time = now()
        status.attemptedRevision = proposal.commit.id
        status.attemptedAt = time
        status.diagnostics = texts
        status.refusals += 1
        status.set(.valid, false, texts.first ?? "", at: time)
        status.set(.live, false, "revision \(proposal.commit.id) is refused", at: time)
      }
    }
    hooks.onRefused(proposal.commit.id, texts)
  }

  private func record(
    _ number: Int, _ proposal: Proposal, _ kind: RevisionMachine.Kind
  ) -> RevisionRecord {
    let source: RevisionRecord.Source =
      switch kind {
      case .start: .start
      case .sync: .sync
      case .apply: .apply
      case .rollback: .rollback
      }
    return RevisionRecord(
      number: number, commit: proposal.commit.id, title: proposal.commit.title, author: proposal.commit.authorName,
      message: proposal.message, time: now(), by: proposal.by, signer: proposal.signer, source: source,
      diagnostics: .array(proposal.findings.json), changes: proposal.changes.summary)
  }

  private func show(
    _ result: LoadResult, _ commit: GitCommit, _ number: Int, since: Int64, swaps: Bool, remark: String = ""
  ) {
    guard let snapshot = result.snapshot else { return }
    live.swap(snapshot)
    liveResult = result
    if shortcomings?.commit != commit.id { shortcomings = nil }
    let against = shortcomings?.findings.texts ?? []
    status.withLock { status in
      let time = now()
      if machine.tip == nil || machine.tip == commit.id {
        status.attemptedRevision = commit.id
        status.attemptedAt = time
        status.diagnostics = against
        status.set(.valid, against.isEmpty, against.first ?? "", at: time)
      }
      status.liveRevision = commit.id
      status.liveNumber = number
      status.liveTitle = commit.title
      status.liveSince = since
      if swaps { status.swaps += 1 }
      status.set(.live, true, remark, at: time)
    }
    showStanding()
  }

  private func note(held commit: GitCommit) {
    status.withLock { status in
      status.attemptedRevision = commit.id
      status.attemptedAt = now()
      status.diagnostics = []
      status.set(.valid, true, at: now())
    }
  }

  /// Says how the followed branch and what is live stand to each other.
  private func showStanding() {
    let standing = machine.standing
    status.withLock { status in
      status.pin = machine.state.pin
      status.suspension = machine.state.suspension
      status.quarantine = machine.state.quarantine
      status.tip = machine.tip
      if standing == .live, machine.tip != nil, machine.tip == machine.live?.commit, liveResult != nil {
        if status.attemptedRevision != machine.tip {
          status.attemptedRevision = machine.tip
          status.attemptedAt = now()
          status.diagnostics = shortcomings?.findings.texts ?? []
        }
        let kinds: [ReconcilerStatus.Condition.Kind] = shortcomings == nil ? [.valid, .live] : [.live]
        for kind in kinds where status.condition(kind).holds == false {
          status.set(kind, true, at: now())
        }
      }
      guard machine.tip != nil || machine.state.suspension != nil else { return }
      let message = standing.description
      status.set(.synced, standing == .live ? true : standing == .judging ? nil : false, message, at: now())
    }
  }
}

extension RevisionMachine.Standing: CustomStringConvertible {
  package var description: String {
    switch self {
    case .live: ""
    case .judging: "the tip is being judged"
    case .refused: "the tip is refused"
    case .suspended(let suspension):
      "suspended by \(suspension.by): \(suspension.reason); `voicebot resume` goes on"
    case .quarantined(let quarantine):
      "the tip is quarantined: \(quarantine.reason); a newer commit that passes ends it"
    case .pinned(let pin):
      "held at \(pin.commit) by the \(pin.reason.rawValue) of \(pin.by) until the branch moves to a new commit"
    case .held(let deletions, let limit):
      "the tip deletes \(deletions) resources, more than the \(limit) allowed, or every bot; "
        + "approve it with `voicebot apply --prune --prune-limit \(deletions)`"
    }
  }
}
