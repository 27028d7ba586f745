import AdminClient
import Diagnostics
import Foundation
import Git
import JSON
import Service
import Store
import TestRepository
import Testing

/// Plans, applies and rollbacks over HTTP, on a repository of Git.
@Suite(.timeLimit(.minutes(2))) struct ConfigurationAPITests {
  private typealias Bench = ConfigurationBench

  @Test func aPlanIsAppliedOnceAndIsStaleAfterwards() async throws {
    let bench = try await Bench()
    let first = try await bench.client.revision()
    #expect(first["revision"] == 1 && first["source"] == "start" && first["result"] == "live")
    let commit = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Good day.")])
    let plan = try await bench.client.plan(try bench.bundle(commit))
    #expect(plan["base"] == 1 && plan["commit"]?.stringValue == commit)
    #expect(plan["changes"]?["changes"]?[0]?["name"] == "a1" && plan["changes"]?["summary"]?["updated"] == 1)
    #expect(bench.service.revision != commit)
    let rehearsed = try await bench.client.apply(try bench.bundle(commit), isRehearsal: true)
    #expect(rehearsed["dryRun"] == true && bench.service.revision != commit)

    let applied = try await bench.client.apply(try bench.bundle(commit), expected: 1, message: "Be polite")
    #expect(applied["revision"] == 2 && applied["changes"] == plan["changes"] && applied["draining"] == [:])
    #expect(bench.service.revision == commit)
    let record = try await bench.client.revision(2)
    #expect(record["message"] == "Be polite" && record["by"] == "local" && record["changes"]?["update"] == 1)
    #expect(try await bench.client.revision(1)["result"] == "superseded")

    let again = try await bench.client.apply(try bench.bundle(commit))
    #expect(again["unchanged"] == true && again["revision"] == 2)
    let other = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Hi.")])
    let stale = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(other), expected: 1) }
    #expect(stale.status == 409 && stale.code == "conflict" && stale.message.contains(commit))
    #expect(stale.detail["revision"] == 2 && stale.detail["by"] == "local" && stale.detail["time"] != nil)
    #expect(stale.message.contains("Bot acme/a1") && stale.detail["changes"]?[0]?["name"] == "a1")
    #expect(bench.service.revision == commit)

    let files = try await bench.client.files(2)
    #expect(files.commit == commit && files.files.map(\.path).contains("bots/globex/g1.yaml"))
    #expect(files.files.first { $0.path == "bots/acme/a1.yaml" }?.text.contains("Good day.") == true)
    try await bench.stop()
  }

  /// Who may change what is asked of every commit, and going back is not a change.
  @Test func onlyOwnersChangeWhatIsTheirs() async throws {
    var files = Bench.files
    files["voicebot.yaml"] =
      Bench.project
        + """
        spec:
          policies:
            - {name: globex-is-globex, owner: it, owners: {paths: [bots/globex/], people: [somebody@globex.example]}}

        """
    let bench = try await Bench(files: files)
    let own = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Good day.")])
    #expect(try await bench.client.apply(try bench.bundle(own))["revision"] == 2)
    let foreign = try bench.propose(["bots/globex/g1.yaml": Bench.bot("g1", 201, greeting: "Taken over.")])
    let refusal = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(foreign)) }
    #expect(refusal.status == 422 && refusal.diagnostics.first?["code"]?.text == DiagnosticCode.notOwner.rawValue)
    #expect(refusal.diagnostics.first?["file"] == "bots/globex/g1.yaml")
    #expect(bench.service.revision == own)

    // Taking the policy away, or being let in by it, does not help in the change that does it.
    let author = try bench.work.git(["log", "-1", "--format=%ae"])
    let opened = (files["voicebot.yaml"] ?? "").replacing("somebody@globex.example", with: author)
    for project in [Bench.project, opened] {
      let outdoing = try bench.propose([
        "voicebot.yaml": project, "bots/globex/g1.yaml": Bench.bot("g1", 201, greeting: "Taken over."),
      ])
      let refusal = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(outdoing)) }
      #expect(refusal.diagnostics.map { $0["file"] } == ["bots/globex/g1.yaml"])
      #expect(
        refusal.diagnostics.first?["message"]?.text
          == "policy `globex-is-globex` of the live revision: `\(author)` may not change this file")
    }
    #expect(bench.service.revision == own)
    #expect(try await bench.client.rollback()["revision"]?.integerValue != nil)
    try await bench.stop()
  }

  /// A secret in clear is refused before any of the bundle is on the server's disk, and is not repeated.
  @Test func aSecretInClearIsNotKept() async throws {
    let bench = try await Bench()
    let secret = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
    let kept = try GitRepository(path: bench.bench.data + "/revisions.git")
    for text in [
      Bench.bot("a1", 101, greeting: "Key \(secret)."), Bench.bot("a1", 101) + "# \(secret)\n",
      Bench.bot("a1", 101) + "  wrong: [\n  \(secret)\n", "kind: Secret\ntoken: \(secret)\n",
    ] {
      let commit = try bench.propose(["bots/acme/a1.yaml": text])
      for isPlan in [true, false] {
        let refusal = try await bench.refusal {
          let bundle = try bench.bundle(commit)
          _ = isPlan ? try await bench.client.plan(bundle) : try await bench.client.apply(bundle)
        }
        #expect(refusal.status == 422 && refusal.code == "invalid")
        #expect(!"\(refusal)".contains(secret) && refusal.diagnostics.map { $0["code"] } == ["VB0601"])
      }
      #expect(throws: GitError.self) { _ = try kept.commit(commit) }
    }
    #expect(try await bench.client.revision()["revision"] == 1)
    try await bench.stop()
  }

  /// From the request to the answer, with everything on disk and live, and who may change what asked.
  @Test func aThousandBotsAreAppliedAtOnce() async throws {
    var files = Bench.files
    files["voicebot.yaml"] =
      Bench.project + "spec: {policies: [{name: ours, owner: it, owners: {paths: [bots/], people: [\"*\"]}}]}\n"
    let bench = try await Bench(files: files)
    for greeting in ["Hello.", "Good day."] {
      let bots = (1000..<2000).map { ("bots/acme/b\($0).yaml", Bench.bot("b\($0)", $0, greeting: greeting)) }
      let bundle = try bench.bundle(try bench.propose(Dictionary(uniqueKeysWithValues: bots)))
      let start = ContinuousClock.now
      let applied = try await bench.client.apply(bundle)
      print("1,000 bots applied over HTTP in \(ContinuousClock.now - start)")
      #expect((applied["changes"]?["changes"]?.arrayValue?.count ?? 0) == 1000)
    }
    try await bench.stop()
  }

  @Test func ofTwoAppliesAtOnceOneSucceeds() async throws {
    let bench = try await Bench()
    for round in 0..<5 {
      let changes = try (0..<2).map { side in
        try bench.bundle(
          try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Round \(round), side \(side).")]))
      }
      let before = try await bench.client.status()["number"]?.integerValue ?? 0
      let outcomes = await withTaskGroup(of: Int.self) { group in
        for change in changes {
          let client = bench.client
          group.addTask {
            do {
              _ = try await client.apply(change, expected: Int(before))
              return 200
            } catch let error as AdminError {
              if case .refused(let answer) = error { return answer.status }
            } catch {}
            return -1
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.sorted() == [200, 409], "\(outcomes)")
      #expect(try await bench.client.status()["number"]?.integerValue == before + 1)
    }
    try await bench.stop()
  }

  @Test func anInvalidCommitIsRefusedWithItsPlaces() async throws {
    let bench = try await Bench()
    let live = bench.service.revision
    let bad = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101) + "  greting: oops\n"])
    for change in [try bench.bundle(bad)] {
      let planned = try await bench.refusal { _ = try await bench.client.plan(change) }
      let refused = try await bench.refusal { _ = try await bench.client.apply(change) }
      for answer in [planned, refused] {
        #expect(answer.status == 422 && answer.code == "invalid")
        #expect(answer.diagnostics.first?["file"] == "bots/acme/a1.yaml")
        #expect(answer.diagnostics.first?["line"]?.integerValue ?? 0 > 1)
      }
    }
    #expect(bench.service.revision == live)
    let records = try await bench.client.revisions()
    #expect(records.map { $0["result"] } == ["refused", "live"])
    let damaged = try await bench.refusal { _ = try await bench.client.apply(.bundle(Array("no bundle".utf8))) }
    #expect(damaged.status == 400 && damaged.code == "bad_bundle")
    let unknown = try await bench.refusal {
      _ = try await bench.client.apply(.commit(String(repeating: "0", count: 40)))
    }
    #expect(unknown.status == 404)
    try await bench.stop()
  }

  @Test func deletionsAreAskedFor() async throws {
    let bench = try await Bench()
    let one = try bench.propose([:], removing: ["bots/globex/g2.yaml"])
    let unasked = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(one)) }
    #expect(unasked.status == 428 && unasked.code == "safety" && unasked.message.contains("g2"))
    #expect(unasked.fix?.contains("--prune") == true)
    let applied = try await bench.client.apply(try bench.bundle(one), prune: "10%")
    #expect(applied["revision"] == 2 && applied["changes"]?["summary"]?["removed"] == 1)
    let two = try bench.propose([:], removing: ["bots/acme/a2.yaml", "bots/acme/a3.yaml"])
    let tooMany = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(two), prune: "10%") }
    #expect(tooMany.status == 428)
    #expect(try await bench.client.apply(try bench.bundle(two), prune: "2")["revision"] == 3)
    try await bench.stop()
  }

  @Test func aTipThatDeletesAlmostAllIsHeldUntilItIsApproved() async throws {
    let bench = try await Bench()
    let live = bench.service.revision
    let tip = try await bench.push(
      [:],
      removing: [
        "bots/acme/a1.yaml", "bots/acme/a2.yaml", "bots/acme/a3.yaml", "bots/globex/g1.yaml", "bots/globex/g2.yaml",
      ])
    #expect(bench.service.revision == live)
    let status = try await bench.client.status()
    let synced = status["conditions"]?.arrayValue?.first { $0["type"] == "Synced" }
    #expect(synced?["holds"] == false && synced?["message"]?.stringValue?.contains("voicebot apply --prune") == true)
    _ = try await bench.client.apply(.commit(tip), prune: "5")
    #expect(bench.service.revision == tip)
    #expect(try await bench.client.status()["pin"] == .null)
    try await bench.stop()
  }

  @Test func aRollbackOutlivesAutoSyncAndRestart() async throws {
    let bench = try await Bench()
    let good = try #require(bench.service.revision)
    let bad = try await bench.push(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Wrong.")])
    #expect(bench.service.revision == bad)
    let back = try await bench.client.rollback(message: "callers complain")
    #expect(back["revision"] == 3 && back["commit"]?.stringValue == good)
    #expect(bench.service.revision == good)
    // The branch is where it was, as often as it is looked at.
    _ = try await bench.client.request("POST", "/v1/webhook")
    try await bench.seen(bad)
    #expect(bench.service.revision == good)
    var status = try await bench.client.status()
    #expect(status["pin"]?["reason"] == "rollback" && status["quarantined"]?[0]?["commit"]?.stringValue == bad)
    let refused = try await bench.refusal { _ = try await bench.client.apply(.commit(bad)) }
    #expect(refused.status == 409 && refused.code == "quarantined")
    try await bench.stop()

    let after = try await Bench(followed: bench.followed)
    try await after.seen(bad)
    #expect(after.service.revision == good)
    status = try await after.client.status()
    #expect(status["number"] == 3 && status["pin"]?["reason"] == "rollback")
    let next = try await after.push(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Right.")])
    #expect(after.service.revision == next)
    status = try await after.client.status()
    #expect(status["pin"] == .null && status["quarantined"] == [])
    #expect(
      try await after.client.revisions().map { $0["result"] } == ["live", "superseded", "quarantined", "superseded"])
    try await after.stop()
  }

  @Test func aRestartWithoutTheRepositoryServesWhatWasLive() async throws {
    let bench = try await Bench()
    let commit = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Applied.")])
    _ = try await bench.client.apply(try bench.bundle(commit))
    try await bench.stop()
    try FileManager.default.moveItem(atPath: bench.followed.path, toPath: bench.followed.path + "-away")
    let after = try await ServiceBench(bench.followed)
    #expect(after.service.revision == commit)
    try await after.call("101")
    try await after.stop()
  }

  @Test func aSuspensionHoldsEverything() async throws {
    let bench = try await Bench()
    let live = bench.service.revision
    _ = try await bench.client.suspend(reason: "change freeze")
    let tip = try await bench.push(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Later.")])
    #expect(bench.service.revision == live)
    let refused = try await bench.refusal { _ = try await bench.client.apply(.commit(tip)) }
    #expect(refused.status == 409 && refused.code == "suspended" && refused.message.contains("change freeze"))
    #expect(try await bench.client.status()["suspended"]?["reason"] == "change freeze")
    _ = try await bench.client.resume()
    #expect(try await eventually { bench.service.revision == tip })
    try await bench.stop()
  }

  @Test func resourcesAreListedAndShown() async throws {
    let bench = try await Bench()
    let bots = try await bench.client.resources(kind: "Bot", tenant: "acme")
    #expect(bots.map { $0["metadata"]?["name"] } == ["a1", "a2", "a3"])
    let one = try await bench.client.resource(kind: "bot", tenant: "acme", name: "a2")
    #expect(one["spec"]?["numbers"] == ["102"] && one["file"] == "bots/acme/a2.yaml")
    let absent = try await bench.refusal {
      _ = try await bench.client.resource(kind: "bot", tenant: "acme", name: "g1")
    }
    #expect(absent.status == 404 && absent.code == "no_such_resource")
    try await bench.stop()
  }

  @Test func aServerHasItsDataDirectoryForItself() async throws {
    let bench = try await Bench()
    await #expect(throws: (any Error).self) { _ = try await ServiceBench(bench.followed) }
    try await bench.stop()
  }
}
