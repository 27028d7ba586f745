import Diagnostics
import Loading
import Resources
import Testing

@Suite struct RuleSpeedTests {
  /// Work grows with the repository, not with its square: what is timed is compared with itself.
  @Test func rulesAreLinear() {
    func measure(_ count: Int) -> Duration {
      let files = Self.repository(count)
      let clock = ContinuousClock()
      return (0..<3).map { _ in
        clock.measure {
          let result = Loader.load(files, revision: "test", options: LoadOptions(today: CivilDate("2026-01-15")))
          #expect(result.snapshot != nil, "\(DiagnosticText().print(Array(result.diagnostics.prefix(3))))")
        }
      }.min() ?? .zero
    }
    let few = measure(250)
    let many = measure(2000)
    print("rules: 250 bots \(few), 2000 bots \(many)")
    #expect(many < few * 24, "8 times the bots took \(many / few) times as long")
  }

  static func repository(_ count: Int) -> [SourceFile] {
    var text =
      Repository.project
        + """
        spec:
          policies:
            - {name: told, owner: law, recordingConsent: {required: true}}
            - {name: near, owner: law, transferPrefixes: {allow: ["+49", "2"], hosts: [pbx]}}
        === scenarios/hello/scenario.yaml
        apiVersion: voicebot/v1
        kind: Scenario
        metadata: {name: hello}
        spec:
          intents: {bye: {examples: [goodbye]}}
          steps: {start: {on: {bye: end, }, otherwise: "{{business}}?"}, end: {do: hangup}}

        """.replacing("end, }", with: "end}")
    for tenant in 0..<max(1, count / 100) {
      text += "=== bots/t\(tenant)/tenant.yaml\napiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: t\(tenant)}\n"
    }
    for bot in 0..<count {
      text += """
        === bots/t\(bot / 100 < max(1, count / 100) ? bot / 100 : 0)/b\(bot).yaml
        apiVersion: voicebot/v1
        kind: Bot
        metadata: {name: b\(bot)}
        spec:
          numbers: ["+49\(1_000_000 + bot)"]
          scenario: hello
          greeting: Welcome to {{business}}.
          variables: {business: Shop \(bot)}
          recording: {enabled: true, announce: This call is recorded.}
          transfer: {staff: {to: "sip:\(2000 + bot)@pbx"}}

        """
    }
    return Repository.files(text)
  }

  /// A scenario made to be slow to judge, near the longest a file may be.
  @Test(arguments: ["chain", "slots", "dense", "ring"]) func scenariosMadeToBeSlow(_ shape: String) {
    var steps = "  steps:\n"
    var slots = "  slots:\n"
    switch shape {
    case "chain":
      for index in 0..<9000 {
        let name = index == 0 ? "start" : "s\(index)"
        steps += "    \(name): {say: \"{{a\(index % 50)}}\", next: s\(index + 1)}\n"
      }
      steps += "    s9000: {do: hangup}\n"
      for index in 0..<50 { slots += "    a\(index): {type: text}\n" }
    case "slots":
      for index in 0..<4000 {
        slots += "    a\(index): {type: text, ask: What?}\n"
        steps += "    \(index == 0 ? "start" : "s\(index)"): {collect: [a\(index)], then: s\(index + 1)}\n"
      }
      steps += "    s4000: {say: \"\((0..<4000).map { "{{a\($0)}}" }.joined())\", do: hangup}\n"
    case "dense":
      slots += "    a: {type: text, ask: What?}\n"
      let targets = (0..<150).map { "i\($0): s\($0)" }.joined(separator: ", ")
      steps += "    start: {on: {\(targets)}}\n"
      for index in 0..<150 { steps += "    s\(index): {say: \"{{a}}\", on: {\(targets)}}\n" }
    default:
      slots += "    a: {type: text}\n"
      for index in 0..<9000 {
        steps += "    \(index == 0 ? "start" : "s\(index)"): {next: \(index == 8999 ? "start" : "s\(index + 1)")}\n"
      }
    }
    let intents =
      shape == "dense" ? "  intents:\n" + (0..<150).map { "    i\($0): {examples: [x\($0)]}\n" }.joined() : ""
    let text =
      Repository.project + "=== scenarios/hello/scenario.yaml\napiVersion: voicebot/v1\nkind: Scenario\n"
      + "metadata: {name: hello}\nspec:\n" + intents + slots + steps
    let files = Repository.files(text)
    let size = files[1].bytes.count
    let took = ContinuousClock().measure { _ = Loader.load(files, revision: "test") }
    print("slow scenario \(shape): \(size) bytes in \(took)")
    // A debug build is ten to twenty times slower than what is budgeted.
    #expect(took < .seconds(8))
  }
}
