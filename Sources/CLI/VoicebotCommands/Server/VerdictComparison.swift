import Loading
import Plan
import Resources
import Simulation

/// Runs the conversation tests of two revisions and tells which come out otherwise.
enum VerdictComparison {
  /// Whoever sees some tenants only has no more than their part of `old`; the rest is taken to be as in `new`, since
  /// they may change nothing else.
  static func changes(
    from old: [SourceFile], seenBy tenants: Set<String>?, to new: [SourceFile]
  ) async -> [BlastRadius.ChangedVerdict] {
    var old = old
    if let tenants { old += new.filter { !isSeen($0.path, by: tenants) } }
    let before = await verdicts(old)
    let after = await verdicts(new)
    return Set(before.keys).union(after.keys).sorted().compactMap { test in
      guard before[test] != after[test] else { return nil }
      return BlastRadius.ChangedVerdict(test: test, old: before[test], new: after[test])
    }
  }

  /// As the runtime cuts a revision's files.
  private static func isSeen(_ path: String, by tenants: Set<String>) -> Bool {
    let parts = path.split(separator: "/")
    return parts.first == "scenarios" || parts.count > 2 && parts[0] == "bots" && tenants.contains(String(parts[1]))
  }

  private static func verdicts(_ files: [SourceFile]) async -> [String: String] {
    guard let snapshot = Loader.load(files, revision: "plan").snapshot else { return [:] }
    let run = await Simulation.run(tests: Array(snapshot.tests.values), on: snapshot)
    var verdicts: [String: String] = [:]
    for result in run.results { verdicts[result.id] = result.status.rawValue }
    return verdicts
  }
}
