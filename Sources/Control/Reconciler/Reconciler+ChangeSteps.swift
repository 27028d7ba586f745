import Diagnostics
import Git
import JSON
import Loading
import Resources
import Store

/// The steps of a change: taking it, judging it, ending it.
extension Reconciler {
  /// The live commit where it has exactly these files; nil where another change has come since `base` was live.
  func isLive(_ commit: String, _ contents: TreeContents, _ base: Int?) async -> String? {
    guard let live = await keeper.liveRevision, live.number == base, contents.problems.isEmpty else { return nil }
    let kept = try? await files.contents(of: live.commit, selection)
    guard kept?.problems.isEmpty == true, kept?.files == contents.files else { return nil }
    let paths = hooks.keptBesides(contents.files)
    if paths.isEmpty { return live.commit }
    let repositories = [files.repository, source?.repository].compactMap { $0 }
    return await besides(commit, paths, repositories) == besides(live.commit, paths, repositories) ? live.commit : nil
  }

  func take(
    _ request: ChangeRequest
  ) async throws(ChangeFailure) -> (GitCommit, TreeContents, repository: String?) {
    switch request.content {
    case .bundle(let bytes):
      try screen(bytes)
      do throws(RevisionFilesError) {
        let id = try await files.unpack(bytes)
        return (try await files.commit(id), try await files.contents(of: id, selection), files.repository)
      } catch { throw ChangeFailure(error) }
    case .commit(let id):
      if let source, let commit = try? await source.commit(id),
        let contents = try? await source.contents(at: id, selection)
      {
        return (commit, contents, source.repository)
      }
      do throws(RevisionFilesError) {
        return (try await files.commit(id), try await files.contents(of: id, selection), files.repository)
      } catch {
        var failure = ChangeFailure(error)
        if failure.code == .notFound {
          failure = ChangeFailure(
            .notFound, "the server has no commit \(id)", fix: "push it to the repository that the server follows")
        }
        throw failure
      }
    }
  }

  /// A secret that somebody wrote into a file is refused before any of it is on this machine's disk.
  func screen(_ bundle: [UInt8]) throws(ChangeFailure) {
    let found: [Diagnostic]
    do throws(RevisionFilesError) { found = hooks.screen(try files.files(in: bundle)) } catch {
      throw ChangeFailure(error)
    }
    guard !found.isEmpty else { return }
    var failure = ChangeFailure(
      .invalid, "the commit holds secrets in clear, and nothing of it was kept",
      fix: "write references, and change the secrets: they stay in the repository's history")
    failure.diagnostics = Findings(found).json
    throw failure
  }

  func judging(
    _ attempt: RevisionMachine.AttemptID?, _ commit: GitCommit, _ contents: TreeContents, _ request: ChangeRequest,
    _ repository: String?
  ) async throws(ChangeFailure) -> Judging {
    do { return try await judge(attempt, commit, contents, request, repository: repository) } catch {
      if let attempt { await keeper.gaveUp(attempt) }
      throw ChangeFailure(.storage, "\(error)")
    }
  }

  func refuse(_ judging: Judging, _ request: ChangeRequest) throws(ChangeFailure) {
    if let reason = judging.isUnsigned {
      throw ChangeFailure(
        .unsigned, reason,
        fix: judging.isUnverified ? nil : "sign the commit with a key of the allowed signers")
    }
    guard judging.proposal.result == nil else {
      guard judging.isForeign else { return }
      throw Self.forbidden(judging, request)
    }
    throw Self.invalid(judging.proposal)
  }

  /// Names what is foreign where whoever asks has sent it themselves.
  static func forbidden(_ judging: Judging, _ request: ChangeRequest) -> ChangeFailure {
    var failure = ChangeFailure(
      .forbidden, "the change reaches beyond the token's tenants",
      fix: "leave that out, or ask an editor of the whole project")
    guard case .bundle = request.content else { return failure }
    let names = judging.foreign.map(\.description) + judging.foreignPaths
    failure.message += ": " + names.prefix(20).joined(separator: ", ")
    failure.detail = [
      "resources": .array(judging.foreign.prefix(200).map(\.json)),
      "files": .array(judging.foreignPaths.prefix(200).map { .string($0) }),
    ]
    return failure
  }

  static func invalid(_ proposal: RevisionKeeper.Proposal) -> ChangeFailure {
    var failure = ChangeFailure(.invalid, commit: proposal.commit.id)
    failure.diagnostics = proposal.findings.json
    return failure
  }

  func conclude(
    _ attempt: RevisionMachine.AttemptID, _ judging: Judging, commit: String, base: Int?
  ) async throws(ChangeFailure) -> ChangeReport {
    let outcome: RevisionMachine.Outcome
    let baseCommit = await keeper.liveRevision?.commit
    let outdated = await outdated(by: judging.proposal.commit)
    do throws(StoreError) { outcome = try await keeper.judged(attempt, judging.proposal, outdated: outdated) } catch {
      throw ChangeFailure(error)
    }
    var report = try await finish(outcome, judging.proposal, commit: commit, base: base)
    report.baseCommit = baseCommit
    await retention.discardOld()
    return report
  }

  func finish(
    _ outcome: RevisionMachine.Outcome, _ proposal: RevisionKeeper.Proposal?, commit: String, base: Int?
  ) async throws(ChangeFailure) -> ChangeReport {
    switch outcome {
    case .live(let number):
      guard let proposal else { throw ChangeFailure(.storage, "the revision was not written") }
      return await report(proposal, revision: number, base: base)
    case .unchanged(let number):
      let live = await keeper.liveRevision
      return ChangeReport(
        revision: number, commit: live?.commit ?? commit, base: base, isUnchanged: true, changes: ChangeSet())
    case .rehearsed:
      guard let proposal else { throw ChangeFailure(.storage, "the commit was not judged") }
      return await report(proposal, revision: base ?? 0, base: base, isRehearsal: true)
    case .refused(.invalid):
      throw proposal.map(Self.invalid) ?? ChangeFailure(.invalid, commit: commit)
    case .refused(let refusal):
      var failure = ChangeFailure(refusal, commit: commit)
      if case .safety = refusal, let proposal {
        failure.message += ": " + proposal.changes.deletions.prefix(10).map(\.description).joined(separator: ", ")
      }
      throw failure
    case .overtaken, .held:
      throw ChangeFailure(.conflict, "another change came first", fix: "plan again")
    }
  }

  func report(
    _ proposal: RevisionKeeper.Proposal, revision: Int, base: Int?, isRehearsal: Bool = false
  ) async -> ChangeReport {
    let touched = Set(
      proposal.changes.items.filter { $0.kind == ResourceName.Kind.bot.rawValue && $0.action != .create }
        .map { "\($0.tenant ?? "")/\($0.name)" })
    return ChangeReport(
      revision: revision, commit: proposal.commit.id, base: base, isRehearsal: isRehearsal, changes: proposal.changes,
      diagnostics: proposal.findings.json, liveCalls: hooks.liveCalls().filter { touched.contains($0.key) },
      signer: proposal.signer)
  }
}
