import Diagnostics
import Loading
import Resources
import Testing

@Suite struct PolicyTests {
  private func load(
    _ policies: String, bot: String = "recording: {enabled: true}", _ options: LoadOptions = LoadOptions(),
    with more: [SourceFile] = []
  )
    -> LoadResult
  {
    let text = FindingFixture.botText("scenario: hello\n" + bot).replacing(
      "metadata: {name: test}",
      with: "metadata: {name: test}\nspec:\n  policies:\n"
        + policies.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
    return Loader.load(Repository.files(text) + more, revision: "test", options: options)
  }

  private static let consent = "- name: told\n  owner: law@example.com\n  recordingConsent: {required: true}"

  @Test func aViolationIsOfThePolicy() {
    let found = load(Self.consent).diagnostics
    #expect(found.map(\.code) == [.recordingConsent])
    #expect(found.map(\.isPolicy) == [true])
    #expect(found.first?.severity == .error)
    #expect(found.first?.suggestion?.contains("law@example.com") == true)
    #expect(load("[]").diagnostics == [])
    let warning = load(Self.consent + "\n  severity: warning")
    #expect(warning.diagnostics.map(\.severity) == [.warning])
    #expect(warning.snapshot != nil)
    let another = Repository.files(
      "=== bots/other/tenant.yaml\napiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: other}\n")
    #expect(load(Self.consent + "\n  tenants: [other]", with: another).diagnostics == [])
  }

  @Test(arguments: [
    ("bots/acme/bot.yaml", true), ("bots/acme/bot", true), ("bots/acme", true), ("bots/", true),
    ("bot/acme/desk", true),
    ("Bot/acme/desk", true), ("bots/acm", false), ("bot/desk", false), ("tenant/acme", false), ("ivr/acme/desk", false),
  ]) func waivers(_ resource: String, _ isCovered: Bool) {
    let waiver = "\n  waivers: [{resource: \(resource), reason: It is old., expires: 2026-06-30}]"
    let found = load(Self.consent + waiver, LoadOptions(today: CivilDate("2026-01-01"))).diagnostics
    #expect(found.map(\.code) == (isCovered ? [] : [.recordingConsent, .unusedWaiver]))
  }

  @Test(arguments: [
    ("2026-06-15", [DiagnosticCode]()), ("2026-06-16", [.waiverExpires]), ("2026-06-30", [.waiverExpires]),
    ("2026-07-01", [.recordingConsent, .waiverExpired]), ("2030-01-01", [.recordingConsent, .waiverExpired]),
  ]) func expiry(_ today: String, _ codes: [DiagnosticCode]) {
    let waiver = "\n  waivers: [{resource: bots/, reason: It is old., expires: 2026-06-30}]"
    let found = load(Self.consent + waiver, LoadOptions(today: CivilDate(today))).diagnostics
    #expect(found.map(\.code) == codes)
    // Without a day nothing expires.
    #expect(load(Self.consent + waiver).diagnostics == [])
  }

  @Test(arguments: [
    "{resource: bots/, expires: 2026-06-30}", "{resource: bots/, reason: Old.}",
    "{resource: bots/, reason: Old., expires: 2026-02-30}", "{resource: bots/, reason: Old., expires: soon}",
  ]) func aWaiverNeedsReasonAndDay(_ waiver: String) {
    let result = load(Self.consent + "\n  waivers: [\(waiver)]")
    #expect(result.snapshot == nil)
    #expect(result.diagnostics.contains { $0.place.file == "voicebot.yaml" })
  }

  private static let owners = "- name: hands-off\n  owner: eva@example.com\n  owners: "

  @Test(arguments: [
    ("{paths: [bots/acme], people: [eva@example.com]}", "eva@example.com", true),
    ("{paths: [bots/acme], people: [eva@example.com]}", "Eva <Eva@Example.com>", true),
    ("{paths: [bots/acme], people: [eva@example.com]}", "eve@example.com", false),
    ("{paths: [bots/acm], people: [eva@example.com]}", "eve@example.com", true),
    ("{paths: [bots/acme/bot.yaml], people: [\"*@example.org\"]}", "eve@example.com", false),
    ("{paths: [bots/acme/bot.yaml], people: [\"*@example.com\"]}", "eve@example.com", true),
    ("{paths: [bots/acme/bot.yaml], people: [\"e*@*.com\"]}", "eve@example.com", true),
    ("{kinds: [Bot], people: [eva]}", "eve", false), ("{kinds: [Trunk], people: [eva]}", "eve", true),
  ]) func whoMayChangeWhat(_ rule: String, _ author: String, _ isAllowed: Bool) {
    let options = LoadOptions(author: author, changedPaths: ["bots/acme/bot.yaml"])
    let found = load(Self.owners + rule, bot: "", options).diagnostics
    #expect(found.map(\.code) == (isAllowed ? [] : [.notOwner]))
    #expect(load(Self.owners + rule, bot: "").diagnostics == [])
  }

  @Test(arguments: [
    (CommitSignature?.none, [DiagnosticCode]()), (.trusted(signer: "eva"), []), (.missing, [.unsignedCommit]),
    (.untrusted("made by somebody unknown"), [.unsignedCommit]),
  ]) func signatures(_ signature: CommitSignature?, _ codes: [DiagnosticCode]) {
    let policy = "- name: signed\n  owner: eva@example.com\n  signedCommits: {required: true}"
    let result = load(policy, bot: "", LoadOptions(signature: signature))
    #expect(result.diagnostics.map(\.code) == codes)
    let rules = result.snapshot?.project.policies.map(\.rule)
    #expect(rules == (codes.isEmpty ? [.signedCommits(required: true, signers: nil)] : nil))
  }

  @Test func aTenantsDefaultsCount() {
    let policy = "- name: here\n  owner: eva@example.com\n  audioProviders: {allow: [local, flow]}"
    #expect(load(policy, bot: "").diagnostics == [])
    let far = "- name: here\n  owner: eva@example.com\n  audioProviders: {allow: [far]}"
    #expect(load(far, bot: "").diagnostics.count == 3)
  }

  @Test(arguments: [
    ("2026-01-31", "2026-02-01", 1), ("2024-02-28", "2024-03-01", 2), ("2025-02-28", "2025-03-01", 1),
    ("1999-12-31", "2000-01-01", 1), ("2000-01-01", "2100-01-01", 36_525), ("2026-05-05", "2026-05-05", 0),
    ("2026-05-05", "2026-05-04", -1),
  ]) func days(_ first: String, _ second: String, _ count: Int) throws {
    let (left, right) = (try #require(CivilDate(first)), try #require(CivilDate(second)))
    #expect(left.days(until: right) == count)
    #expect(left.description == first)
    #expect((left < right) == (count > 0))
  }

  @Test(arguments: [
    "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "26-01-01", "2026-1-1", "", "x",
  ])
  func noDays(_ text: String) {
    #expect(CivilDate(text) == nil)
  }
}
