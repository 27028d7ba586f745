import Diagnostics
import Resources
import Rules

extension IncrementalLoader {
  /// Puts together what the files have.
  func result(revision: String) -> LoadResult {
    var excerpts = Excerpts()
    var others = findingsOfAll()
    for slot in order {
      for diagnostic in files[slot]?.foundElsewhere ?? [] {
        let told = others[diagnostic.place.file] ?? []
        // A secret in an environment's file has been told of there.
        if diagnostic.code.isClearSecret,
          told.contains(where: { $0.code == diagnostic.code && $0.place == diagnostic.place })
        {
          continue
        }
        others[diagnostic.place.file, default: []].append(diagnostic)
      }
    }
    var diagnostics: [Diagnostic] = []
    for slot in order {
      guard let file = files[slot] else { continue }
      if let more = others.removeValue(forKey: file.path) {
        diagnostics += finish(file.found + more, of: file.path, &excerpts)
        files[slot]?.finished = nil
      } else if let finished = file.finished {
        diagnostics += finished
      } else {
        let finished = finish(file.found, of: file.path, &excerpts)
        diagnostics += finished
        files[slot]?.finished = finished
      }
    }
    if !others.isEmpty {
      // Findings about files that are not there.
      for (path, found) in others { diagnostics += finish(found, of: path, &excerpts) }
      diagnostics.sort(by: Diagnostic.precedes)
    }
    let isSound = !diagnostics.contains { $0.severity == .error }
    return LoadResult(
      snapshot: isSound || options.keepsUnsound ? freshSnapshot(revision: revision) : nil, diagnostics: diagnostics,
      resources: order.flatMap { files[$0]?.resources ?? [] },
      sources: project.policies.contains(where: \.judgesChanges)
        ? Dictionary(
          order.compactMap { files[$0] }.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        : [:])
  }

  private func finish(_ found: [Diagnostic], of path: String, _ excerpts: inout Excerpts) -> [Diagnostic] {
    let suppressions = suppressions(in: path)
    if found.isEmpty, suppressions.isEmpty { return [] }
    let found = Self.doubting(found)
    let settled = LintPass(levels: project.levels, suppressions: suppressions.isEmpty ? [:] : [path: suppressions])
      .run(found)
    return excerpts.attach(
      to: settled.sorted(by: Diagnostic.precedes),
      text: { path in self.file(path).flatMap { $0.obstacle == nil ? $0.bytes : nil } })
  }

  /// References that agree with one another are not renamed unasked: the definition may be what is misspelt.
  private static func doubting(_ found: [Diagnostic]) -> [Diagnostic] {
    var counts: [String: Int] = [:]
    for diagnostic in found where diagnostic.fix != nil && diagnostic.code.isUnknownReference {
      counts[diagnostic.message, default: 0] += 1
    }
    guard counts.contains(where: { $0.value > 1 }) else { return found }
    return found.map { diagnostic in
      guard diagnostic.code.isUnknownReference, counts[diagnostic.message, default: 0] > 1 else { return diagnostic }
      var result = diagnostic
      result.fix?.isSafe = false
      return result
    }
  }

  /// What comments say is meant. Those of an environment count where it is judged: all are where none is chosen.
  private func suppressions(in path: String) -> [Suppression] {
    guard let file = file(path), file.overlay == nil || options.environment == nil || path == overlay?.path
    else { return [] }
    return file.suppressions
  }

  /// Findings that are not about one file, by the file they are told at.
  private func findingsOfAll() -> [String: [Diagnostic]] {
    var found: [Diagnostic] = repeated.map {
      Diagnostic(code: .repeatedFile, message: "the file was given twice", place: Diagnostic.Place(file: $0))
    }
    let environments = judgeEnvironments()
    found += environments.found
    if project.declaration == nil, !isProjectRefused {
      found.append(
        Diagnostic(
          code: .noProject, message: "there is no project", place: Diagnostic.Place(file: Self.projectPath),
          suggestion: "a repository has a `voicebot.yaml` at its root"))
    }
    found += policyFindings(used: environments.used)
    return Dictionary(grouping: found, by: \.place.file)
  }

  private var isProjectRefused: Bool {
    repeated.contains(Self.projectPath)
      || file(Self.projectPath)?.report.diagnostics.contains {
        $0.place.file == Self.projectPath && $0.severity == .error
      } ?? false
  }

  private func policyFindings(used waivers: Set<PolicyPass.WaiverPlace>) -> [Diagnostic] {
    guard let judged = project.judged, !project.policies.isEmpty else {
      let own = ChangeBase(name: "this change", policies: [])
      return OwnerRules(context: PolicyContext(options), before: options.base, after: own).check()
    }
    var used = waivers
    for slot in order {
      if let waivers = files[slot]?.usedWaivers, !waivers.isEmpty { used.formUnion(waivers) }
    }
    let context = PolicyContext(options)
    var own = ChangeBase(name: "this change", policies: project.policies)
    for path in context.changedPaths ?? [] { own.kinds[path] = Set((file(path)?.declarations ?? []).map(\.name.kind)) }
    let signature = SignatureRules(policies: project.policies, signature: context.signature)
    var found = project.pass.unwaived(signature.check(), &used)
    found += OwnerRules(context: context, before: options.base, after: own).check()
    var report = Report(file: judged.path, already: file(judged.path)?.count ?? 0, overlay: judged.overlay)
    project.pass.checkWaivers(used: used, &report)
    return found + report.diagnostics
  }
}
