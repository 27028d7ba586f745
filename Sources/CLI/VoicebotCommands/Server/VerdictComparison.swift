import Loading
import Plan
import Resources
import Simulation

/// Runs the conversation tests of two revisions and tells which come out otherwise.
enum VerdictComparison {
  static func changes(from old: [SourceFile], to new: [SourceFile]) async -> [BlastRadius.ChangedVerdict] {
    let before = await verdicts(old)
    let after = await verdicts(new)
    return Set(before.keys).union(after.keys).sorted().compactMap { test in
      guard before[test] != after[test] else { return nil }
      return BlastRadius.ChangedVerdict(test: test, old: before[test], new: after[test])
    }
  }

  private static func verdicts(_ files: [SourceFile]) async -> [String: String] {
    guard let snapshot = Loader.load(files, revision: "plan").snapshot else { return [:] }
    let run = await Simulation.run(tests: Array(snapshot.tests.values), on: snapshot)
    var verdicts: [String: String] = [:]
    for result in run.results { verdicts[result.id] = result.status.rawValue }
    return verdicts
  }
}
