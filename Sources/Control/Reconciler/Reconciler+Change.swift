import Diagnostics
package import Git
import JSON
import Loading
import Resources
package import Store

extension Reconciler {
  struct Judging: Sendable {
    var proposal: RevisionKeeper.Proposal
    var foreign: [ChangeSet.Item] = []
    /// Files that belong to others than the request's tenants.
    var foreignPaths: [String] = []
    var isUnsigned: String?
    /// It could not be found out who signed it: no verdict on the commit.
    var isUnverified = false

    var isForeign: Bool { !foreign.isEmpty || !foreignPaths.isEmpty }
  }

  /// Verifies, checks, compares and prepares. What stands against the commit is in the proposal's findings, and its
  /// result is nil then.
  func judge(
    _ attempt: RevisionMachine.AttemptID?, _ commit: GitCommit, _ contents: TreeContents, _ request: ChangeRequest,
    repository: String?
  ) async throws -> Judging {
    var judging = Judging(
      proposal: RevisionKeeper.Proposal(
        commit: commit, result: nil, findings: Findings([Diagnostic]()), changes: ChangeSet(), message: request.message,
        by: request.by))
    if !contents.problems.isEmpty {
      judging.proposal.findings = Findings(contents.problems)
      return judging
    }
    if contents.files.isEmpty {
      judging.proposal.findings = Findings("the commit has no configuration file")
      return judging
    }
    let base = await keeper.base
    let repositories = [repository, source?.repository, files.repository].compactMap { $0 }
    let verdict = await hooks.verify(commit, repositories, base)
    // What goes back was verified when it came; that its signers cannot be read now must not keep a way out shut.
    if let verdict, !(request.isRollback && verdict.isNotJudged) {
      guard let signer = verdict.signer else {
        judging.proposal.findings = Findings(verdict.description)
        judging.isUnsigned = verdict.description
        judging.isUnverified = verdict.isNotJudged
        return judging
      }
      judging.proposal.signer = "\(signer.principal) \(signer.fingerprint)"
    }
    let result = await hooks.check(contents.files, commit, verdict)
    judging.proposal.findings = Findings(result.diagnostics)
    guard let snapshot = result.snapshot else { return judging }
    if !request.isRollback {
      let missing = await missingBesides(commit.id, contents, repositories)
      guard missing.isEmpty else {
        judging.proposal.findings = Findings(
          "the configuration names \(missing.joined(separator: ", ")), which the commit does not have or is not here; "
            + "push it to the followed repository")
        return judging
      }
      let standing = await hooks.judgeChange(commit, verdict, base, result)
      if standing.contains(where: { $0.severity == .error }) {
        judging.proposal.findings = Findings(standing)
        return judging
      }
    }
    judging.proposal.changes = hooks.compare(base, result)
    if let tenants = request.tenants {
      judging.foreign = judging.proposal.changes.foreign(to: tenants)
      judging.foreignPaths = try await foreignPaths(in: contents, tenants)
    }
    judging.proposal.result = result
    guard !request.isRehearsal, !judging.isForeign else { return judging }
    let isPrepared = await Deadline.run(options.prepareDeadline) { [hooks] in await hooks.prepare(snapshot) }
    if !isPrepared { judging.proposal.remark = "not everything was prepared in time" }
    return judging
  }

  // MARK: - Apply and plan

  /// What the commit would change; nothing is changed, and neither a suspension nor a limit stands in the way.
  package func plan(_ request: ChangeRequest) async throws(ChangeFailure) -> ChangeReport {
    await gate.enter()
    defer { left() }
    var request = request
    request.isRehearsal = true
    let (base, baseCommit) = await (keeper.liveNumber, keeper.liveRevision?.commit)
    try await keeper.checkBase(request)
    let (commit, contents, repository) = try await take(request)
    retention.note(planned: commit.id)
    let judging = try await judging(nil, commit, contents, request, repository)
    try refuse(judging, request)
    var answer = await report(judging.proposal, revision: base ?? 0, base: base, isRehearsal: true)
    answer.baseCommit = baseCommit
    return answer
  }

  /// Makes the commit live, all or nothing.
  package func apply(_ request: ChangeRequest) async throws(ChangeFailure) -> ChangeReport {
    await gate.enter()
    defer { left() }
    var request = request
    // What an apply is based on is what is live when it comes in: of two at once, one is too late.
    if request.expected == nil { request.expected = await keeper.liveNumber ?? 0 }
    let base = await keeper.liveNumber
    store.point(.beforeFiles)
    let (commit, contents, repository) = try await take(request)
    if case .commit = request.content, !request.isRehearsal, let repository {
      do throws(RevisionFilesError) {
        try await files.store(commit, contents, from: repository, besides: hooks.keptBesides(contents.files))
      } catch {
        throw ChangeFailure(error)
      }
    }
    store.point(.afterFiles)
    // Another commit of the very files that are live, such as one of an export, stands for the live one.
    let wanted = await isLive(commit.id, contents, base) ?? commit.id
    switch try await keeper.requestApply(request, commit: wanted) {
    case .finished(let outcome): return try await finish(outcome, nil, commit: commit.id, base: base)
    case .judge(let attempt):
      let judging = try await judging(attempt, commit, contents, request, repository)
      do throws(ChangeFailure) { try refuse(judging, request) } catch {
        // What is refused for who asked, or could not be judged, is no verdict on the commit; what is invalid or
        // unsigned is written down.
        if error.code == .forbidden || judging.isUnverified {
          await keeper.gaveUp(attempt)
        } else {
          _ = try? await keeper.judged(attempt, judging.proposal)
        }
        throw error
      }
      return try await conclude(attempt, judging, commit: commit.id, base: base)
    }
  }

  /// Goes back to the revision `target`, or to the last one before with another commit.
  package func rollback(
    to target: Int?, expected: Int?, message: String, by: String, tenants: Set<String>? = nil
  ) async throws(ChangeFailure) -> ChangeReport {
    await gate.enter()
    defer { left() }
    let base = await keeper.liveNumber
    switch try await keeper.requestRollback(to: target, expected: expected ?? base ?? 0, by: by) {
    case .finished(let outcome): return try await finish(outcome, nil, commit: "", base: base)
    case .judge(let attempt):
      let wanted = await keeper.knows(attempt)?.commit ?? ""
      let taken: (GitCommit, TreeContents)
      do throws(RevisionFilesError) {
        taken = try await recovered(wanted)
      } catch {
        await keeper.gaveUp(attempt)
        throw ChangeFailure(error)
      }
      var request = ChangeRequest(.commit(wanted), by: by)
      request.isRollback = true
      request.message = message
      request.tenants = tenants
      let judging = try await judging(attempt, taken.0, taken.1, request, files.repository)
      do throws(ChangeFailure) { try refuse(judging, request) } catch {
        await keeper.gaveUp(attempt)
        throw error
      }
      return try await conclude(attempt, judging, commit: wanted, base: base)
    }
  }

  package func suspend(reason: String, by: String) async throws(ChangeFailure) {
    do throws(StoreError) { try await keeper.suspend(reason: reason, by: by) } catch { throw ChangeFailure(error) }
  }

  package func resume() async throws(ChangeFailure) {
    do throws(StoreError) { try await keeper.resume() } catch { throw ChangeFailure(error) }
  }

  // MARK: - What was

  package func revisions(limit: Int, before: Int? = nil) throws(ChangeFailure) -> [RevisionRecord] {
    do throws(StoreError) { return try store.revisions(limit: limit, before: before) } catch {
      throw ChangeFailure(error)
    }
  }

  /// The revision of that number, or the live one.
  package func revision(_ number: Int?) async throws(ChangeFailure) -> RevisionRecord {
    let live = await keeper.liveNumber
    do throws(StoreError) {
      if let wanted = number ?? live, let record = try store.revision(wanted) { return record }
      if let number, let compaction = try store.compaction(), (1...compaction.through).contains(number) {
        throw StoreError(.removed, "revision \(number) is too old: its record is no longer kept")
      }
    } catch { throw ChangeFailure(error) }
    throw ChangeFailure(.notFound, number.map { "there is no revision \($0)" } ?? "no revision is live")
  }

  package func contents(of record: RevisionRecord) async throws(ChangeFailure) -> TreeContents {
    do throws(RevisionFilesError) { return try await files.contents(of: record.commit, selection) } catch {
      throw ChangeFailure(error)
    }
  }
}
