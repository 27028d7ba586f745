import Diagnostics
import FuzzRounds
import Loading
import Resources
import Testing

@Suite struct IncrementalLoaderFuzzTests {
  /// The law: whatever was changed before, an update gives what a load of all files gives.
  @Test(arguments: [nil, "prod"] as [String?]) func updatesAreLoads(_ environment: String?) {
    var options = LoadOptions(
      today: CivilDate("2026-02-15"), environment: environment, author: "ann", changedPaths: ["bots/a/x.yaml"])
    var seen = Seen()
    for seed in FuzzRounds(10) {
      var random = RandomRepository(seed: UInt64(seed))
      var files: [String: SourceFile] = [:]
      for path in RandomRepository.paths where random.below(5) > 0 { files[path] = random.file(path) }
      let loader = IncrementalLoader(options: options)
      _ = loader.update(to: Array(files.values), revision: "first")
      for step in 0..<25 {
        var changed: [SourceFile] = []
        var removed: [String] = []
        for _ in 0...random.below(3) {
          let path = random.pick(RandomRepository.paths)
          // What all depends on changes now and then only: it hides what depends on what.
          if path == "voicebot.yaml" || path.hasPrefix("environments/"), random.below(4) > 0 { continue }
          guard !changed.contains(where: { $0.path == path }), !removed.contains(path) else { continue }
          if random.below(5) == 0 {
            removed.append(path)
            files[path] = nil
          } else {
            let file = random.file(path)
            changed.append(file)
            files[path] = file
          }
        }
        if random.below(10) == 0 {
          options.today = CivilDate(year: 2026, month: 1 + random.below(3), day: 15)
          options.author = random.pick(["ann", "bob"])
          loader.options = options
        }
        let result =
          step % 5 == 4
          ? loader.update(to: Array(files.values), revision: "\(step)")
          : loader.update(changed: changed, removed: removed, revision: "\(step)")
        let whole = Loader.load(Array(files.values), revision: "\(step)", options: options)
        guard result.diagnostics == whole.diagnostics, result.resources == whole.resources,
          result.snapshot == whole.snapshot
        else {
          let printer = DiagnosticText()
          Issue.record(
            """
            seed \(seed), step \(step), changed \(changed.map(\.path)), removed \(removed)
            an update: \(printer.print(result.diagnostics.filter { !whole.diagnostics.contains($0) }))
            a load: \(printer.print(whole.diagnostics.filter { !result.diagnostics.contains($0) }))
            resources are equal: \(result.resources == whole.resources), snapshots: \(result.snapshot == whole.snapshot)
            """)
          return
        }
        seen.note(whole)
      }
    }
    print("updates: \(seen.sound) sound, \(seen.refused) refused, codes \(seen.codes.map(\.rawValue).sorted())")
    #expect(seen.refused > 20)
    #expect(seen.codes.isSuperset(of: [.duplicateName, .numberTwice, .unknownScenario, .unknownVariable]))
  }

  private struct Seen {
    var sound = 0
    var refused = 0
    var codes: Set<DiagnosticCode> = []
    mutating func note(_ result: LoadResult) {
      if result.snapshot == nil { refused += 1 } else { sound += 1 }
      codes.formUnion(result.diagnostics.map(\.code))
    }
  }

  /// The same for a repository that stays valid, so that snapshots are carried on.
  @Test func snapshotsAreCarriedOn() {
    var files = RuleSpeedTests.repository(120)
    let loader = IncrementalLoader()
    var random = RandomRepository(seed: 7)
    _ = loader.update(to: files, revision: "0")
    for step in 1...60 {
      let index = 1 + random.below(files.count - 1)
      switch random.below(4) {
      case 0 where files[index].path.hasSuffix("tenant.yaml"):
        files[index].bytes += Array("spec: {defaults: {voice: {rate: 1.\(random.below(9))}}}\n".utf8)
        if files[index].bytes.count > 160 { files[index].bytes = RuleSpeedTests.repository(120)[index].bytes }
      case 1 where files[index].path.contains("/b") && files.count > 60:
        files.remove(at: index)
      default: files[index].bytes += Array("# \(step)\n".utf8)
      }
      let result = loader.update(to: files, revision: "\(step)")
      let whole = Loader.load(files, revision: "\(step)")
      #expect(result.snapshot == whole.snapshot)
      #expect(result.diagnostics == whole.diagnostics)
      #expect(result.resources == whole.resources)
    }
  }
}
