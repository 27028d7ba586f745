import Diagnostics
import Loading
import Resources
import Testing

/// What is found in tests, each at its place (`1️⃣`).
@Suite struct TestRulesTests {
  private static let repository =
    Repository.project + Repository.tenant + """
      === bots/acme/bot.yaml
      apiVersion: voicebot/v1
      kind: Bot
      metadata: {name: desk}
      spec: {scenario: hello, variables: {shop: Acme}, transfer: {staff: {to: "sip:staff@example.com"}}}
      === scenarios/hello/scenario.yaml
      apiVersion: voicebot/v1
      kind: Scenario
      metadata: {name: hello}
      spec:
        intents: {order: {examples: [a large one please]}}
        slots:
          size: {type: enum, values: {small: [], large: []}, ask: "What size?"}
          count: {type: integer, minimum: 1, maximum: 9}
          day: {type: date}
          code: {type: digits, count: 4}
        steps:
          start: {on: {order: take}, otherwise: "{{shop}}, hello."}
          take: {collect: [size, count, day, code], then: put}
          put: {call: put, with: {size: "{{size}}"}, onError: staff, do: hangup}
          staff: {transfer: staff}
        outcome: {type: object, properties: {done: {type: boolean}}}
        tools:
          - name: put
            description: Puts it.
            effect: write
            parameters:
              {type: object, additionalProperties: false, properties: {size: {type: string, enum: [small, large]}}}
            run: {http: {url: "https://example.com/put"}}
      === scenarios/hello/tests/it.yaml
      apiVersion: voicebot/v1
      kind: Test
      metadata: {name: it}
      spec:

      """

  @Test(arguments: [
    (DiagnosticCode.testBot, "bot: 1️⃣dask\nturns: [{hears: Hello}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {intent: 1️⃣ordr}}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {step: 1️⃣took}}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {tool: 1️⃣putt}}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {noTool: 1️⃣putt}}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {transfer: 1️⃣chef}}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {slots: {1️⃣sise: small}}}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {outcome: {1️⃣don: true}}}]"),
    (.testReference, "bot: desk\nturns: [{says: a, expect: {tool: put, with: {1️⃣sise: small}}}]"),
    (.testReference, "bot: desk\ngiven: {variables: {1️⃣shp: X}}\nturns: [{hears: a}]"),
    (.testReference, "bot: desk\ngiven: {tools: {1️⃣putt: [{returns: 1}]}}\nturns: [{hears: a}]"),
    (.testValue, "bot: desk\nturns: [{says: a, expect: {slots: {size: 1️⃣huge}}}]"),
    (.testValue, "bot: desk\nturns: [{says: a, expect: {slots: {count: 1️⃣10}}}]"),
    (.testValue, "bot: desk\nturns: [{says: a, expect: {slots: {day: 1️⃣\"2026-02-30\"}}}]"),
    (.testValue, "bot: desk\nturns: [{says: a, expect: {slots: {code: 1️⃣\"12\"}}}]"),
    (.testValue, "bot: desk\nturns: [{says: a, expect: {tool: put, with: {size: 1️⃣huge}}}]"),
    (.testTurn, "bot: desk\nturns: [{says: a, 1️⃣presses: \"1\", hears: b}]"),
    (.testTurn, "bot: desk\nturns: [{hears: a}, 1️⃣{}]"),
    (.testTurn, "bot: desk\nturns: [{hears: a, 1️⃣times: 3}]"),
    (.testTurn, "bot: desk\nturns: [{presses: 1️⃣\"12x\", hears: a}]"),
    (.testTurn, "bot: desk\nturns: [{says: a, expect: {1️⃣with: {size: small}}}]"),
    (.testMatcher, "bot: desk\nturns: [{hears: {1️⃣contians: a}}]"),
    (.testMatcher, "bot: desk\nturns: [{hears: {matches: \"(?1️⃣=a)\"}}]"),
    (.testMatcher, "bot: desk\nturns: [{hears: 1️⃣\"...\"}]"),
    (.testMatcher, "bot: desk\nturns: [{hears: 1️⃣{contains: a, equals: b}}]"),
    (.testModel, "bot: desk\nbrain: 1️⃣scripted\nturns: [{hears: a}]"),
    (.testModel, "bot: desk\nbrain: flow\n1️⃣model: [{says: a}]\nturns: [{hears: a}]"),
    (.testModel, "bot: desk\nmodel: [1️⃣{says: a, fails: 503}]\nturns: [{hears: a}]"),
    (.testMeasure, "bot: desk\ngiven: {today: 1️⃣\"2026-13-01\"}\nturns: [{hears: a}]"),
    (.testMeasure, "bot: desk\nturns: [{hears: a}]\nalways: {deadAir: 1️⃣fast}"),
    (.testMeasure, "bot: desk\nturns: [{hears: a}]\nconditions: [{noise: {snr: 1️⃣loud}}]"),
    (.testMeasure, "bot: desk\nturns: [{hears: a}]\nconditions: [{network: {loss: 1️⃣300%}}]"),
    (.unknownField, "bot: desk\nturns: [{hears: a, 1️⃣expects: {}}]"),
    (.exactlyOne, "bot: desk\ngiven: {tools: {put: [1️⃣{after: 1s}]}}\nturns: [{hears: a}]"),
  ])
  func isFoundAtItsPlace(code: DiagnosticCode, spec: String) {
    let indented = spec.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let (files, marks) = Repository.marked(Self.repository + indented + "\n")
    let result = Loader.load(files, revision: "test")
    let errors = result.diagnostics.filter { $0.severity == .error }
    let report = result.diagnostics.map { DiagnosticText().print($0) }.joined(separator: "\n")
    #expect(errors.map(\.code) == [code], "\(report)")
    #expect(errors.first?.place.line == marks["1️⃣"]?.line, "\(report)")
    #expect(errors.first?.place.column == marks["1️⃣"]?.column, "\(report)")
  }

  @Test func aTestThatChecksNothingIsRefused() {
    let result = Repository.load(Self.repository + "  bot: desk\n  turns: [{says: a}]\n")
    #expect(result.diagnostics.filter { $0.severity == .error }.map(\.code) == [.testChecksNothing])
  }
}
