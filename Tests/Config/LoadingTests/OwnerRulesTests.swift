import Diagnostics
import Loading
import Resources
import Testing

/// Who may change what: by what was in force and by what the change brings.
@Suite struct OwnerRulesTests {
  private static func project(_ policies: String...) -> String {
    policies.isEmpty
      ? Repository.project
      : Repository.project + "spec:\n  policies:\n" + policies.map { "    - \($0)\n" }.joined()
  }

  private static func files(_ project: String, greeting: String = "Hello.") -> [SourceFile] {
    Repository.files(
      project + Repository.tenant + """
        === bots/acme/bot.yaml
        apiVersion: voicebot/v1
        kind: Bot
        metadata: {name: desk}
        spec: {numbers: ["7"], brain: {provider: echo}, greeting: "\(greeting)"}

        """)
  }

  private static let adams = "{name: acmes, owner: law, owners: {paths: [bots/acme], people: [adam@example.com]}}"
  private static let evasToo =
    "{name: acmes, owner: law, owners: {paths: [bots/acme], people: [adam@example.com, eva@example.com]}}"
  private static let adamsBots = "{name: acmes, owner: law, owners: {kinds: [Bot], people: [adam@example.com]}}"
  private static let evasProject =
    "{name: top, owner: law, owners: {paths: [voicebot.yaml], people: [eva@example.com]}}"
  private static let adamsProject =
    "{name: top, owner: law, owners: {paths: [voicebot.yaml], people: [adam@example.com]}}"

  /// By eva, who changes the greeting, and the policies from the first to the second.
  @Test(arguments: [
    ([], [], true, [String]()),
    ([adams], [adams], true, ["policy `acmes` of the live revision and of this change"]),
    ([adams], [adams], false, []),
    // Taken away, or opened to its author: what was in force holds.
    ([adams], [], true, ["policy `acmes` of the live revision"]),
    ([adams], [evasToo], true, ["policy `acmes` of the live revision"]),
    ([adamsBots], [], true, ["policy `acmes` of the live revision"]),
    // Brought by the very change: it holds at once.
    ([], [adams], true, ["policy `acmes` of this change"]),
    ([evasToo], [adams], true, ["policy `acmes` of this change"]),
    ([evasToo], [evasToo], true, []), ([evasToo], [], true, []),
    // The policies themselves are in a file that a policy may own.
    ([adamsProject], [], false, ["policy `top` of the live revision"]),
    ([adamsProject], [adamsProject, evasToo], false, ["policy `top` of the live revision and of this change"]),
    ([evasProject], [evasProject, adams], false, []),
    ([evasProject], [], false, []),
  ]) func bothSidesAreAsked(_ before: [String], _ after: [String], _ changesBot: Bool, _ findings: [String]) {
    func text(_ policies: [String]) -> String {
      policies.isEmpty
        ? Repository.project : Repository.project + "spec:\n  policies:\n" + policies.map { "    - \($0)\n" }.joined()
    }
    let old = Self.files(text(before))
    let new = Self.files(text(after), greeting: changesBot ? "Good day." : "Hello.")
    let results = [old, new].map { Loader.load($0, revision: "test") }
    #expect(results.allSatisfy { $0.snapshot != nil }, "\(results.map(\.diagnostics))")
    let found = results[1].ownerFindings(since: results[0], by: "eva@example.com", today: nil)
    #expect(found.map(\.message) == findings.map { $0 + ": `eva@example.com` may not change this file" })
    #expect(found.allSatisfy { $0.code == .notOwner && $0.severity == .error && $0.suggestion == "ask law" })
    #expect(results[0].ownerFindings(since: results[0], by: "eva@example.com", today: nil) == [])

    // The same, as a check of files against those before it says it.
    let changed = Set(["bots/acme/bot.yaml", "voicebot.yaml"]).filter { path in
      old.first { $0.path == path }?.bytes != new.first { $0.path == path }?.bytes
    }
    let base = ChangeBase(name: "main", old, kindsOf: changed)
    let options = LoadOptions(author: "eva@example.com", changedPaths: changed.sorted(), base: base)
    let offline = Loader.load(new, revision: "test", options: options).diagnostics.filter { $0.code == .notOwner }
    let texts = findings.map { $0.replacing("the live revision", with: "main") }
    #expect(offline.map(\.message) == texts.map { $0 + ": `eva@example.com` may not change this file" })
  }

  /// A bot that is deleted is changed, and its kind is that which it had.
  @Test func deletingIsChanging() {
    let project = Self.project(Self.adamsBots)
    let old = Loader.load(Self.files(project), revision: "old")
    let new = Loader.load(Self.files(project).filter { $0.path != "bots/acme/bot.yaml" }, revision: "new")
    let found = new.ownerFindings(since: old, by: "eva@example.com", today: nil)
    #expect(found.map(\.place.file) == ["bots/acme/bot.yaml"])
    #expect(new.ownerFindings(since: old, by: "adam@example.com", today: nil) == [])
  }

  /// A waiver that the change brings along does not outdo what was in force.
  @Test func aWaiverOfOnesOwnIsNone() {
    let waiver = "waivers: [{resource: bots/acme/bot.yaml, reason: Me., expires: 2026-06-30}]}"
    let waived = String(Self.adams.dropLast()) + ", " + waiver
    let day = CivilDate("2026-01-01")
    func found(_ before: String, _ after: String, _ today: CivilDate?) -> [String] {
      let results = [Self.files(Self.project(before)), Self.files(Self.project(after), greeting: "Hi.")].map {
        Loader.load($0, revision: "test")
      }
      return results[1].ownerFindings(since: results[0], by: "eva@example.com", today: today).map(\.message)
    }
    #expect(found(Self.adams, waived, day).map { $0.prefix(36) } == ["policy `acmes` of the live revision:"])
    #expect(found(waived, waived, day) == [])
    #expect(found(waived, waived, CivilDate("2026-07-01")).count == 1)
  }

  /// A policy of a base that is no longer valid, for another reason, is still in force.
  @Test func aBaseNeedNotBeValid() {
    let old = Self.files(Self.project(Self.adams)) + [SourceFile(path: "bots/acme/x.yaml", text: "kind: [\n")]
    #expect(Loader.load(old, revision: "test").snapshot == nil)
    #expect(ChangeBase(name: "main", old, kindsOf: ["bots/acme/bot.yaml"]).policies.map(\.name) == ["acmes"])
    #expect(
      ChangeBase(name: "main", old, kindsOf: ["bots/acme/bot.yaml"]).kinds
        == ["voicebot.yaml": [.project], "bots/acme/bot.yaml": [.bot]])
  }
}
