import Diagnostics

extension FindingFixture {
  private static func with(_ code: DiagnosticCode, _ argument: String, fix: String? = nil) -> FindingFixture {
    scenario(
      code,
      """
      steps:
        start: {call: put, with: {a: \(argument)}, say: Done., next: end, onError: end}
        end: {do: hangup}
      tools:
        - name: put
          description: Puts.
          effect: write
          parameters: {type: object, properties: {a: {}}}
          run: {http: {method: POST, url: "https://example.com/put"}}
      """, fix: fix)
  }

  static let yaml: [FindingFixture] = [
    bot(.explicitKey, "scenario: hello\n1️⃣? greeting\n: Hello."),
    bot(.mergeKey, "scenario: hello\nturns:\n  1️⃣<<: {}"),
    bot(.gluedComment, "scenario: hello\nnumbers: [\"100\",1️⃣# the desk\n  \"101\"]", fix: " "),
    bot(.structuredKey, "scenario: hello\ngreeting: {1️⃣{name}} here", fix: "\"{{name}} here\""),
    bot(.commentCutsText, "scenario: hello\ngreeting: 1️⃣Please press # to go on."),
    bot(.commentCutsText, "scenario: hello\ngreeting: 1️⃣Press #1"),
    with(.placeholder, "1️⃣{caller}"),
    bot(.booleanWord, "scenario: hello\ngreeting: 1️⃣no", fix: "\"no\""),
    bot(.leadingZero, "scenario: hello\nlimits: {concurrentCalls: 1️⃣010}"),
    bot(.plusSign, "scenario: hello\nlimits: {concurrentCalls: 1️⃣+10}"),
    with(.sexagesimal, "1️⃣22:30", fix: "\"22:30\""),
    with(.numberOfOneVersion, "1️⃣1_000", fix: "\"1_000\""),
    bot(.foldedLines, "scenario: hello\ngreeting: 1️⃣One moment,\n  please.", fix: ">-\n    One moment,\n    please."),
    bot(.swallowedLine, "scenario: hello\ngreeting: One\n  1️⃣- two\n  three"),
    bot(.swallowedLine, "scenario: hello\ngreeting: One\n  1️⃣language:en"),
    with(.tilde, "1️⃣~", fix: "null"),
  ]
}
