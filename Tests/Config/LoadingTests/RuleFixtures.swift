import Diagnostics
import Resources

/// Mistakes that only the whole of a resource, or of a repository, shows.
extension FindingFixture {
  private static let reading = tool.replacing("effect: write", with: "effect: read")

  static let rules: [FindingFixture] = loops + slots + stepFields + words + bots

  private static let loops: [FindingFixture] = [
    scenario(.silentLoop, "steps:\n  start: {say: A., next: b}\n  1️⃣b: {say: B., next: c}\n  c: {next: b}"),
    scenario(.silentLoop, "steps: {1️⃣start: {say: A., next: start}}"),
    scenario(
      .silentLoop,
      reading + "steps:\n  start: {next: try}\n  1️⃣try: {call: put, with: {a: x}, onError: again, next: end}\n"
        + "  again: {say: Again., next: try}\n  end: {do: hangup}"),
    scenario(
      .loopOnceCollected,
      "slots: {s: {type: text, ask: What?}}\nsteps:\n  1️⃣start: {collect: [s], then: say}\n  say: {say: \"{{s}}\", next: start}"
    ),
    scenario(
      .loopWithoutExit,
      "intents: {a: {examples: [a]}, b: {examples: [b]}}\nsteps:\n  1️⃣start: {on: {a: tell, b: start}}\n"
        + "  tell: {say: Well., next: start}"),
    scenario(
      .noFailureStep, tool + "steps:\n  start: {call: 1️⃣put, with: {a: x}, next: end}\n  end: {do: hangup}"),
  ]

  private static let slots: [FindingFixture] = [
    scenario(
      .slotNeverSet,
      "slots: {s: {type: text, ask: What?}}\nsteps:\n  start: {say: \"You said 1️⃣{{s}}.\", next: ask}\n  ask: {collect: [s], do: hangup}"
    ),
    scenario(
      .slotNeverSet, "slots: {s: {type: text}}\nsteps: {start: {say: \"You said 1️⃣{{s}}.\", do: hangup}}"),
    scenario(
      .slotNeverSet,
      reading
        + "slots: {s: {type: enum, values: {x: []}}}\nsteps: {start: {call: put, with: {a: \"1️⃣{{s}}\"}, do: hangup}}"
    ),
    scenario(.slotNeverSet, "steps: {start: {say: \"It is 1️⃣{{result.total}}.\", do: hangup}}"),
    scenario(
      .slotMayBeUnset,
      """
      intents: {a: {examples: [a]}, b: {examples: [b]}}
      slots: {s: {type: text, ask: What?}}
      steps:
        start: {on: {a: ask, b: tell}}
        ask: {collect: [s], then: tell}
        tell: {say: "You said 1️⃣{{s}}.", do: hangup}
      """),
    // What was collected is forgotten once it has been written.
    scenario(
      .slotMayBeUnset,
      tool.replacing(", enum: [x]", with: "") + """
        slots: {s: {type: text, ask: What?}}
        steps:
          start: {collect: [s], then: save}
          save: {call: put, with: {a: "{{s}}"}, onError: end, next: told}
          told: {say: "Saved 1️⃣{{s}}.", do: hangup}
          end: {do: hangup}
        """),
  ]

  private static let stepFields: [FindingFixture] = [
    scenario(.emptyStep, "steps:\n  start: {next: end}\n  1️⃣end: {}"),
    scenario(.idleField, "steps:\n  start: {say: A., then: end, 1️⃣next: end}\n  end: {do: hangup}"),
    scenario(.idleField, "steps:\n  start: {next: end}\n  end: {do: hangup, 1️⃣next: start}"),
    scenario(.idleField, "steps:\n  start: {next: end}\n  end: {1️⃣otherwise: What?, do: hangup}"),
    scenario(.idleField, "steps:\n  start: {say: A., 1️⃣confirm: Right?, do: hangup}"),
    scenario(
      .idleField,
      "intents: {a: {examples: [a]}}\nsteps:\n  start: {on: {a: end}, 1️⃣do: hangup}\n  end: {do: hangup}"),
    // What is never carried out leads nowhere.
    scenario(.unreachableStep, "steps:\n  start: {say: A., then: end, next: b}\n  1️⃣b: {next: end}\n  end: {do: hangup}")
      .with(.idleField),
    scenario(
      .badOutcome,
      "outcome: {type: object, properties: {done: {type: boolean}}}\nsteps: {start: {do: hangup, outcome: {done: 1️⃣perhaps}}}"
    ),
    scenario(
      .badOutcome,
      "outcome: {type: object, properties: {done: {enum: [a]}}}\nslots: {s: {type: enum, values: {a: [], b: []}, ask: What?}}\nsteps: {start: {collect: [s], do: hangup, outcome: {done: 1️⃣\"{{s}}\"}}}"
    ),
    scenario(
      .badOutcome,
      "outcome: {type: object, additionalProperties: false, properties: {done: {}}}\nsteps: {start: {do: hangup, outcome: {1️⃣don: 1}}}",
      fix: "done"),
    scenario(
      .slotMayBeUnset,
      """
      intents: {a: {examples: [a]}}
      slots: {s: {type: text}}
      steps:
        start: {on: {a: ask}}
        ask: {collect: [s], confirm: "1️⃣{{s}}?", do: hangup}
      """),
    scenario(
      .slotMayBeUnset,
      reading.replacing(", enum: [x]", with: "") + """
        intents: {a: {examples: [a]}}
        slots: {s: {type: text}}
        steps:
          start: {on: {a: ask}}
          ask: {collect: [s], then: put}
          put: {call: put, with: {a: "1️⃣{{s}}"}, do: hangup}
        """),
    scenario(
      .slotNotAsked, "slots: {s: {type: text}}\nsteps:\n  start: {say: A., next: b}\n  b: {collect: [1️⃣s], do: hangup}"),
    bot(.singleBraces, "scenario: hello\nvariables: {city: Rome}\ngreeting: \"In 1️⃣{city}, {{city}}, {town}.\""),
    bot(.singleBraces, "scenario: hello\nvariables: {city: Rome}\ngreeting: \"In 1️⃣${city}.\""),
  ]

  private static let words: [FindingFixture] = [
    scenario(
      .ambiguousSynonym,
      "slots: {s: {type: enum, values: {big: [family], huge: [large, 1️⃣Family]}}}\nsteps: {start: {collect: [s]}}"),
    scenario(
      .exampleTwice,
      "intents: {a: {examples: [what is on]}, b: {examples: [1️⃣What is on?]}}\nsteps: {start: {on: {a: end, b: end}}, end: {do: hangup}}"
    ),
  ]

  private static let bots: [FindingFixture] = [
    bot(
      .silenceOrder,
      "scenario: hello\nturns: {silence: [{after: 9s, say: Hello?}, {after: 1️⃣9s, do: hangup}]}"),
    bot(
      .silenceOrder,
      "scenario: hello\nturns: {silence: [{after: 9s, do: hangup}, {after: 1️⃣12s, say: Hello?}]}"),
    bot(.turnTiming, "scenario: hello\nturns: {silence: [{after: 1️⃣2s, say: Hello?}]}"),
    provider(.turnTiming, "gpt", "driver: openai-chat, endpoint: \"http://x/v1\", model: m, timeouts: {firstToken: 2s}")
      .adding(
        """
        === scenarios/hello/scenario.yaml
        apiVersion: voicebot/v1
        kind: Scenario
        metadata: {name: hello}
        spec: {steps: {start: {say: Hello.}}}
        === bots/acme/bot.yaml
        apiVersion: voicebot/v1
        kind: Bot
        metadata: {name: desk}
        spec:
          scenario: hello
          brain: {provider: gpt}
          turns: {filler: {after: 1️⃣2s, say: [Hm.]}}
        """),
    bot(.turnTiming, "scenario: hello\nturns: {interruption: {enabled: false, 1️⃣confirm: 1s}}"),
    bot(
      .unknownTimeZone,
      "scenario: hello\nhours: {timezone: 1️⃣Europe/Berln, open: [\"Mon-Fri 10:00-18:00\"], closed: {say: Closed., do: hangup}}"
    ).with(.notCarriedOut),
    bot(.otherLanguage, "scenario: hello\nlanguage: 1️⃣de-DE"),
    FindingFixture(
      .limitAboveTenant,
      botText("scenario: hello\nlimits: {concurrentCalls: 1️⃣20}").replacing(
        "metadata: {name: acme}", with: "metadata: {name: acme}\nspec: {quotas: {concurrentCalls: 10}}")),
    bot(
      .transferCycle,
      """
      scenario: hello
      numbers: ["+49301"]
      transfer: {other: {to: 1️⃣"sip:+49302@carrier.example"}}
      === bots/acme/z.yaml
      apiVersion: voicebot/v1
      kind: Bot
      metadata: {name: other}
      spec:
        numbers: ["+49302"]
        scenario: hello
        transfer: {desk: {to: "sip:+49301@carrier.example"}}
      """
    ).unindented,
    bot(.transferCycle, "scenario: hello\nnumbers: [\"7\"]\ntransfer: {a: {to: 1️⃣\"sip:7@127.0.0.1\"}}"),
    document(
      .noCodec, "bots/acme/x.yaml",
      "apiVersion: voicebot/v1\nkind: Trunk\nmetadata: {name: a}\nspec: {codecs: 1️⃣[G722]}"
    ).with(.notCarriedOut),
    served(.providerLanguage, "languages: [fr]", "language: de-DE\nspeechToText: {provider: 1️⃣ears}").with(
      .otherLanguage),
    served(.missingCapability, "capabilities: [voice]", "speechToText: {provider: 1️⃣ears}"),
    bot(
      .transferLoop,
      """
      scenario: hello
      onFailure: {ivr: 1️⃣menu}
      === bots/acme/z.yaml
      apiVersion: voicebot/v1
      kind: Ivr
      metadata: {name: menu}
      spec: {prompts: {menu: Press 1.}, keys: {"1": {do: hangup}}, onFailure: {bot: desk}}
      """
    ).unindented.with(.notCarriedOut),
    lint(.badLint, "lint: {1️⃣unused-intend: off}", fix: "unused-intent"),
    lint(.badLint, "lint: {VB0213: 1️⃣off}"),
    bot(.unusedSuppression, "scenario: hello 1️⃣# voicebot: ignore VB0310 it is meant"),
    bot(.badSuppression, "scenario: hello 1️⃣# voicebot: ignore VB0310"),
    bot(.badSuppression, "scenario: hello 1️⃣# voicebot: ignore VB0213 it is meant"),
    bot(.badSuppression, "scenario: hello 1️⃣# voicebot: ignor VB0310 it is meant"),
  ]

  /// A bot with a provider of its own, `ears`, for embedded speech.
  private static func served(_ code: DiagnosticCode, _ provider: String, _ spec: String) -> FindingFixture {
    bot(code, "scenario: hello\n" + spec).adding(
      """
      === bots/acme/ears.yaml
      apiVersion: voicebot/v1
      kind: Provider
      metadata: {name: ears}
      spec: {driver: local, \(provider)}
      """)
  }

  /// The same, where findings of another code are expected beside the one.
  private func with(_ other: DiagnosticCode) -> FindingFixture {
    var result = self
    result.others.insert(other)
    return result
  }

  static func lint(_ code: DiagnosticCode, _ spec: String, fix: String? = nil) -> FindingFixture {
    FindingFixture(code, Repository.project + "spec:\n  " + spec, fix: fix)
  }

  func adding(_ more: String) -> FindingFixture {
    FindingFixture(code, text + "\n" + more, fix: replacement)
  }

  static let secrets: [FindingFixture] = [
    bot(.clearSecret, "scenario: hello\nvariables: {key: \"1️⃣sk-proj-4fJq8Zt0aB3cD5eF7gH9\"}"),
    bot(.clearSecret, "scenario: hello\nvariables: {door: \"the code is 1️⃣AKIAIOSFODNN7EXAMPLE\"}"),
    bot(.clearSecret, "scenario: hello\nvariables: {web: \"https://eva:1️⃣hunter2@example.com/\"}"),
    bot(.clearSecret, "scenario: hello\ntransfer: {a: {to: \"sip:eva:1️⃣hunter2@example.com\"}}"),
    bot(.clearSecret, "scenario: hello\nvariables: {password: 1️⃣hunter2}"),
    bot(.clearSecret, "scenario: hello\nvariables: {a: 1️⃣\"-----BEGIN PRIVATE KEY-----\\nMIIE\"}"),
    bot(.randomText, "scenario: hello\nvariables: {a: 1️⃣9f86d081884c7d659a2feaa0c55ad015a3bf4f1b}"),
    bot(.randomText, "scenario: hello\nvariables: {a: \"x 1️⃣q7Xw2LmZ9Kd4RtVb8NcYp3HsJf6GuQa1\"}"),
  ]
}
