import Diagnostics
import JSON
import Loading
import Plan
import Resources
import Testing

struct PlanTests {
  private let base = Revision.base

  private func text(_ new: Revision, from old: Revision = .base) -> String {
    PlanText().print(Plan.make(from: old.set, to: new.set))
  }

  @Test func theSampleIsSound() {
    #expect(base.load.diagnostics.isEmpty)
    #expect(base.set.count == 4)
  }

  @Test func aRevisionDoesNotDifferFromItself() {
    #expect(Plan.make(from: base.set, to: base.set).isEmpty)
    #expect(text(base) == "No differences.\n")
  }

  /// The same meaning in other words is no difference.
  @Test(arguments: [
    ("numbers: [\"100\", \"101\"]", "numbers:\n    - \"100\"\n    - '101'"),
    ("greeting: \"Welcome.\"", "greeting: Welcome. # hello\n  language: en-US"),
    ("greeting: \"Welcome.\"", "greeting: Welcome.\n  turns: {endpointing: {minDelay: 250ms, maxDelay: 2500ms}}"),
    ("greeting: \"Welcome.\"", "greeting: Welcome.\n  turns: {}"),
    ("greeting: \"Welcome.\"", "greeting: Welcome.\n  recording: {enabled: false}"),
    ("greeting: \"Welcome.\"", "greeting: Welcome.\n  limits: {callDuration: 1800s}"),
    ("greeting: \"Welcome.\"", "greeting: Welcome.\n  voice: {provider: local, rate: 1}"),
    ("greeting: \"Welcome.\"", "greeting: Welcome.\n  brain: {provider: flow}"),
    ("variables: {business: Roma}", "variables: {business: \"Roma\"}"),
  ])
  func sameMeaning(old: String, new: String) {
    let other = base.with("bots/roma/pizzeria.yaml", old, new)
    #expect(other.load.snapshot != nil)
    #expect(text(other) == "No differences.\n")
    #expect(text(base, from: other) == "No differences.\n")
  }

  @Test func aChangedFieldHasItsPlace() throws {
    let plan = Plan.make(from: base.set, to: base.with("bots/roma/pizzeria.yaml", "Welcome.", "Hello.").set)
    let change = try #require(plan.changes.first)
    #expect(plan.changes.count == 1)
    #expect(change.action == .update)
    #expect(
      change.fields == [
        FieldChange(
          path: "spec.greeting", old: "Welcome.", new: "Hello.",
          place: Diagnostic.Place(file: "bots/roma/pizzeria.yaml", line: 7, column: 3, endLine: 7, endColumn: 11))
      ])
    #expect(plan.radius.bots.map(\.path) == ["Bot/roma/pizzeria"])
    #expect(plan.radius.numbers == ["100", "101"])
  }

  @Test func aDefaultThatChangesIsShown() {
    let other = base.with(
      "bots/roma/pizzeria.yaml", "greeting:", "turns: {endpointing: {minDelay: 300ms}}\n  greeting:")
    #expect(text(other).contains("spec.turns.endpointing.minDelay: \"250ms\" → \"300ms\""))
    #expect(text(base, from: other).contains("spec.turns.endpointing.minDelay: \"300ms\" → \"250ms\""))
  }

  @Test func aLostNumberBreaks() {
    let other = base.with("bots/roma/pizzeria.yaml", "\"100\", \"101\"", "\"100\", \"102\"")
    let plan = Plan.make(from: base.set, to: other.set)
    #expect(plan.isBreaking)
    let shown = PlanText().print(plan)
    #expect(shown.contains("! spec.numbers: + \"102\", - \"101\"  nobody answers 101"))
    #expect(plan.radius.numbers == ["100", "101", "102"])
  }

  @Test func aScenarioTouchesItsBots() {
    let other = base.with("scenarios/pizza/scenario.yaml", "Noted.", "Good.")
    let plan = Plan.make(from: base.set, to: other.set)
    #expect(plan.changes.map(\.name.path) == ["Scenario/pizza"])
    #expect(plan.radius.bots.map(\.path) == ["Bot/roma/pizzeria"])
    #expect(plan.radius.tenants == ["roma"])
  }

  @Test func aStepThatDies() {
    let other = base.with("scenarios/pizza/scenario.yaml", "order: take, bye: end", "order: end, bye: end")
    let plan = Plan.make(from: base.set, to: other.set)
    #expect(plan.radius.deadSteps.map(\.step) == ["take"])
    #expect(plan.radius.deadSteps.first?.place.line == 11)
  }

  @Test func aRenamedBotIsNotTwoChanges() {
    let text = (base.files["bots/roma/pizzeria.yaml"] ?? "").replacing("name: pizzeria", with: "name: trattoria")
    let other = base.with("bots/roma/pizzeria.yaml", nil).with("bots/roma/trattoria.yaml", text)
    let plan = Plan.make(from: base.set, to: other.set)
    #expect(plan.changes.map(\.action) == [.rename])
    #expect(plan.changes.first?.oldName?.path == "Bot/roma/pizzeria")
    #expect(plan.changes.first?.fields.isEmpty == true)
    #expect(plan.radius.moved.map(\.number) == ["100", "101"])
  }

  @Test func addedAndRemoved() {
    let bot = """
      apiVersion: voicebot/v1
      kind: Bot
      metadata: {name: echo}
      spec: {numbers: ["7"], brain: {provider: echo}}
      """
    let other = base.with("bots/roma/echo.yaml", bot)
    let forward = Plan.make(from: base.set, to: other.set)
    let back = Plan.make(from: other.set, to: base.set)
    #expect(forward.changes.map(\.action) == [.add] && !forward.isBreaking)
    #expect(back.changes.map(\.action) == [.remove])
    #expect(back.changes.first?.breaks == "nobody answers 7")
    #expect(back.removedShare(of: other.set.count) == 0.2)
  }

  @Test func aMovedFileIsNoDifference() {
    let text = base.files["bots/roma/pizzeria.yaml"]
    let other = base.with("bots/roma/pizzeria.yaml", nil).with("bots/roma/deeper/bot.yaml", text)
    #expect(Plan.make(from: base.set, to: other.set).isEmpty)
  }

  @Test func aSecretIsAFingerprint() {
    let secret = "sk-abcdefghijklmnop1234567890QRSTUV"
    let other = base.with("bots/roma/pizzeria.yaml", "Roma}", "Roma, note: \"\(secret)\"}")
    let plan = Plan.make(from: base.set, to: other.set)
    let printed = PlanText().print(plan) + PlanMarkdown.print(plan) + JSONWriter.string(plan.json)
    #expect(!printed.contains(secret) && !printed.contains(secret.dropFirst(3)))
    #expect(printed.contains("sha256:"))
    #expect(!plan.isEmpty)
  }

  /// What no key format tells: a bearer token and a password in an address.
  @Test(arguments: ["Bearer canary-0123456789", "https://bot:canary-0123456789@example.com/hook"])
  func aSecretInAHeaderOrAnAddressIsAFingerprint(_ secret: String) {
    let other = base.with("bots/roma/pizzeria.yaml", "Roma}", "Roma, note: \"\(secret)\"}")
    let plan = Plan.make(from: base.set, to: other.set)
    let printed = PlanText().print(plan) + PlanMarkdown.print(plan) + JSONWriter.string(plan.json)
    #expect(!printed.contains("canary") && printed.contains("sha256:"))
  }

  @Test func markdownCannotBeInjected() {
    let other = base.with(
      "bots/roma/pizzeria.yaml", "\"Welcome.\"", "\"``` | </details> @all\\n# Title\"")
    let text = PlanMarkdown.print(Plan.make(from: base.set, to: other.set))
    let lines = text.split(separator: "\n")
    #expect(!lines.contains { $0.hasPrefix("# ") || $0.hasPrefix("```") })
    #expect(text.contains("````"))
  }

  /// A plan read back prints as the one that was written.
  @Test func readingUndoesWriting() throws {
    let other = base.with("bots/roma/pizzeria.yaml", "\"100\", \"101\"", "\"100\"")
      .with("scenarios/pizza/scenario.yaml", "order: take, bye: end", "order: end, bye: end")
    var plan = Plan.make(from: base.set, to: other.set)
    plan.radius.liveCalls = ["roma/pizzeria": 2]
    plan.radius.verdicts = [BlastRadius.ChangedVerdict(test: "orders", old: "passed", new: "failed")]
    let read = try #require(Plan(json: try JSONParser.parse(JSONWriter.string(plan.json))))
    #expect(PlanText().print(read) == PlanText().print(plan))
    #expect(PlanMarkdown.print(read) == PlanMarkdown.print(plan))
    #expect(read.json == plan.json)
  }
}
