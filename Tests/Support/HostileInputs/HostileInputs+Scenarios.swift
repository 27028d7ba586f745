extension HostileInputs {
  private static let steps = "  steps: {start: {do: hangup}}\n"
  private static func padded(_ index: Int, to count: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
  /// 60 letters that are near to all others of their kind.
  private static func near(_ index: Int) -> String { "n" + String(repeating: "a", count: 53) + padded(index, to: 6) }
  private static func nearby(_ index: Int) -> String { "n" + String(repeating: "e", count: 53) + padded(index, to: 6) }

  /// Scenarios with very many of one thing.
  static let scenarios: [HostileInput] = [
    .scenario("intents", [Section("  intents:\n") { "    i\($0): {examples: [x\($0)]}\n" }], steps),
    .scenario(
      "intents that are heard",
      [
        Section("  intents:\n") { "    i\($0): {examples: [x\($0)]}\n" },
        Section("  steps:\n    start:\n      on:\n") { "        i\($0): start\n" },
      ]),
    .scenario("examples", [Section("  intents:\n    i:\n      examples:\n") { "        - say \($0)\n" }], steps),
    .scenario(
      "examples that two intents share",
      [
        Section("  intents:\n    i:\n      examples:\n") { "        - say \($0)\n" },
        Section("    j:\n      examples:\n") { "        - say \($0)\n" },
      ], steps),
    .scenario(
      "examples with slots that are not there",
      [
        Section("  intents:\n    i:\n      examples:\n") { "        - \"{a\($0)}\"\n" },
        Section("  slots:\n") { "    b\($0): {type: text}\n" },
      ], steps),
    .scenario(
      "one example of slots",
      [
        Section("  intents:\n    i:\n      examples: [\"", "\"]\n") { "{a\($0)}" },
        Section("  slots:\n") { "    a\($0): {type: text}\n" },
      ], steps),
    .scenario(
      "near slots in examples",
      [
        Section("  intents:\n    i:\n      examples:\n") { "        - \"{\(nearby($0))}\"\n" },
        Section("  slots:\n") { "    \(near($0)): {type: text}\n" },
      ], steps),
    .scenario("slots", [Section("  slots:\n") { "    a\($0): {type: text, ask: What?}\n" }], steps),
    .scenario("slots of a bad type", [Section("  slots:\n") { "    a\($0): {type: texd}\n" }], steps),
    .scenario(
      "slots with bad bounds", [Section("  slots:\n") { "    a\($0): {type: integer, minimum: 2, maximum: 1}\n" }],
      steps),
    .scenario(
      "values", [Section("  slots:\n    a:\n      type: enum\n      values:\n") { "        v\($0): [w\($0)]\n" }], steps
    ),
    .scenario(
      "synonyms", [Section("  slots:\n    a:\n      type: enum\n      values:\n        v: [", "]\n") { "w\($0), " }],
      steps),
    .scenario(
      "synonyms that two values share",
      [
        Section("  slots:\n    a:\n      type: enum\n      values:\n        v: [", "]\n") { "w\($0), " },
        Section("        w: [", "]\n") { "w\($0), " },
      ], steps),
    .scenario(
      "a default among very many",
      [
        Section("  slots:\n    a:\n      type: enum\n      values:\n", "      default: no\n") {
          "        v\($0): [w\($0)]\n"
        }
      ], steps),
    .scenario("variables", [Section("  persona: \"", "\"\n") { "{{a\($0)}}" }], steps),
    .scenario("one variable", [Section("  persona: \"", "\"\n") { _ in "{{a}}" }], steps),
    .scenario("variables in a block", [Section("  persona: |\n") { "    {{a\($0)}}\n" }], steps),
    .scenario(
      "variables in steps",
      [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {say: \"{{a\($0)}} {{b\($0)}}\", next: start}\n" }]
    ),
    .scenario("opening braces", [Section("  persona: \"", "\"\n") { _ in "{" }], steps),
    .scenario("closing braces", [Section("  persona: \"", "\"\n") { _ in "} " }], steps),
    .scenario("a template of blanks", [Section("  persona: \"{{", "}}\"\n") { _ in " " }], steps),
    .scenario(
      "bad templates",
      [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {say: \"{{a b}}\", next: start}\n" }]),
    .scenario(
      "a persona", [Section("  persona: |\n") { _ in "    You take orders and are friendly about it.\n" }], steps),
    .scenario("a persona of letters", [Section("  persona: ", "\n") { _ in "a" }], steps),
    .scenario(
      "a persona of random letters",
      [
        Section("  persona: ", "\n") { "aB3\($0 &* 2_654_435_761 % 997)xZ" }
      ], steps),
    .scenario("secrets", [Section("  persona: |\n") { "    token: sk-abcdefghijklmnopqrstuvwx\($0)\n" }], steps),
    .scenario("secrets in one line", [Section("  persona: \"", "\"\n") { "ghp_\(padded($0, to: 36)) " }], steps),
    .scenario("colons", [Section("  persona: \"", "\"\n") { _ in "key:" }], steps),
    .scenario(
      "a step twice near",
      [
        Section("  steps:\n    start: {do: hangup}\n") { "    \(near($0)): {next: \(nearby($0))}\n" }
      ]),
    .scenario(
      "unknown fields of steps",
      [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {sya: x, nxet: start}\n" }]),
    .scenario("unknown fields", [Section("") { "  persna\($0): x\n" }], steps),
    .scenario(
      "unknown intents",
      [
        Section("  intents:\n") { "    \(near($0)): {examples: [x\($0)]}\n" },
        Section("  steps:\n    start:\n      on:\n") { "        \(nearby($0)): start\n" },
      ]),
    .scenario(
      "unknown slots",
      [
        Section("  slots:\n") { "    a\($0): {type: text}\n" },
        Section("  steps:\n    start:\n      then: start\n      collect:\n") { "        - b\($0)\n" },
      ]),
    .scenario("steps of nothing", [Section("  steps:\n") { "    s\($0):\n" }]),
    .scenario("texts where lists belong", [Section("  intents:\n") { "    i\($0): {examples: x}\n" }], steps),
    .scenario("numbers where texts belong", [Section("  intents:\n    i: {examples: [", "]}\n") { "\($0), " }], steps),
    .scenario(
      "outcomes", [Section("  steps:\n    start:\n      do: hangup\n      outcome:\n") { "        o\($0): \($0)\n" }]),
    .scenario("never", [Section("  guardrails:\n    never:\n") { "      - n\($0)\n" }], steps),
    .scenario(
      "databases", [Section("  databases:\n") { "    d\($0): {schema: \"CREATE TABLE t (a TEXT);\"}\n" }], steps),
    .scenario(
      "targets", [Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {say: x, transfer: t\($0)}\n" }]),
  ]

  /// Scenarios whose steps are many and lead everywhere.
  static let graphs: [HostileInput] = [
    .scenario(
      "slots collected by steps",
      [
        Section("  slots:\n") { "    a\($0): {type: text, ask: What?}\n" },
        Section("  steps:\n    start: {next: s0}\n") { "    s\($0): {collect: [a\($0)], then: s\($0 + 1)}\n" },
        Section("    last: {do: hangup, say: \"", "\"}\n") { "{{a\($0)}}" },
      ]),
    .scenario(
      "slots collected by steps, to the end",
      [
        Section("  slots:\n    a: {type: text, ask: What?}\n") { "    a\($0): {type: text, ask: What?}\n" },
        Section("  steps:\n    start: {next: s0}\n") {
          "    s\($0): {collect: [a\($0)], then: s\($0 + 1), onError: last}\n"
        },
        Section("    last: {do: hangup, say: \"", "\"}\n") { "{{a\($0)}}" },
      ]),
    .scenario(
      "slots collected on ways that meet",
      [
        Section("  slots:\n") { "    a\($0): {type: text, ask: What?}\n" },
        Section("  intents:\n") { "    i\($0): {examples: [x\($0)]}\n" },
        Section("  steps:\n    start:\n      on:\n") { "        i\($0): s\($0)\n" },
        Section("") { "    s\($0): {collect: [a\($0)], then: last}\n" },
        Section("    last: {do: hangup, say: \"", "\"}\n") { "{{a\($0)}}" },
      ]),
    .scenario(
      "slots used one after the other",
      [
        Section("  slots:\n") { "    a\($0): {type: text, ask: What?}\n" },
        Section("  steps:\n    start: {collect: [a0], then: s0}\n") {
          "    s\($0): {collect: [a\($0)], then: s\($0 + 1), say: \"{{a\($0 / 2)}}\"}\n"
        },
      ]),
    .scenario(
      "slots forgotten in a ladder",
      [
        Section("  slots:\n") { "    a\($0): {type: text, ask: What?}\n" },
        Section("  intents:\n    back: {examples: [back]}\n  steps:\n    start: {on: {back: s0}}\n") {
          "    s\($0): {collect: [a\($0)], on: {back: s\($0 / 2)}, then: s\($0 + 1), say: \"{{a\($0)}}\"}\n"
        },
      ]),
    .scenario(
      "a chain of steps",
      [
        Section("  steps:\n    start: {next: s0}\n") { "    s\($0): {next: s\($0 + 1)}\n" }
      ]),
    .scenario(
      "a chain of steps, backwards",
      [
        Section(
          "  slots:\n    a: {type: text, ask: What?}\n  steps:\n    s: {do: hangup, say: \"{{a}}\"}\n    s0: {next: s}\n",
          "    start: {collect: [a], then: s99}\n"
        ) { "    s\($0 + 1): {next: s\($0)}\n" }
      ]),
    .scenario(
      "a ring of steps",
      [
        Section("  steps:\n    start: {next: s0}\n") {
          "    s\($0): {say: a, next: s\($0 % 7 == 6 ? $0 - 6 : $0 + 1)}\n"
        }
      ]),
    .scenario(
      "rings in rings",
      [
        Section(
          "  intents:\n    i: {examples: [x]}\n    j: {examples: [y]}\n  slots:\n    a: {type: text, ask: What?}\n  steps:\n    start: {next: s0}\n"
        ) {
          "    s\($0): {say: \"{{a}}\", on: {i: s\($0 / 2), j: s\($0 + 1)}}\n"
        }
      ]),
    .scenario(
      "steps that all lead to all",
      [
        Section("  intents:\n") { $0 < 190 ? "    i\($0): {examples: [x\($0)]}\n" : "" },
        Section("  slots:\n    a: {type: text, ask: What?}\n  steps:\n    start: {on: {i0: s0}}\n") { index in
          "    s\(index): {say: \"{{a}}\", on: {" + (0..<190).map { "i\($0): s\($0)" }.joined(separator: ", ") + "}}\n"
        },
      ]),
    .scenario(
      "steps that nothing leads to",
      [
        Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {next: start}\n" }
      ]),
    .scenario(
      "steps that lead to unknown ones",
      [
        Section("  steps:\n    start: {do: hangup}\n") { "    s\($0): {next: t\($0)}\n" }
      ]),
    .scenario(
      "one step that collects all and uses all",
      [
        Section("  slots:\n") { "    a\($0): {type: text, ask: What?}\n" },
        Section("  steps:\n    start:\n      then: last\n      collect:\n") { "        - a\($0)\n" },
        Section("    last: {do: hangup, say: \"", "\"}\n") { "{{a\($0)}}" },
      ]),
    .scenario(
      "steps that wait, with all intents heard everywhere",
      [
        Section("  intents:\n") { "    i\($0): {examples: [x\($0)]}\n" },
        Section("  slots:\n") { "    a\($0): {type: text, ask: What?}\n" },
        Section("  steps:\n    start:\n      on:\n") { "        i\($0): s\($0)\n" },
        Section("") { "    s\($0): {say: \"{{a\($0)}}\", collect: [a\($0)]}\n" },
      ]),
  ]

  private static let schema = "parameters: {type: object, properties: {a: {type: string}}}"
  private static let run = "run: {http: {method: GET, url: \"https://example.com\"}}"
  private static let tail = "  steps:\n    start: {do: hangup}\n"

  /// Tools, their schemas, and steps that call them.
  static let tools: [HostileInput] = [
    .scenario(
      "tools", [Section("  tools:\n") { "    - {name: t\($0), description: x, effect: read, \(schema), \(run)}\n" }],
      tail),
    .scenario(
      "tools of one name",
      [Section("  tools:\n") { _ in "    - {name: t, description: x, effect: read, \(schema), \(run)}\n" }], tail),
    .scenario(
      "tools that are called",
      [
        Section("  tools:\n") { "    - {name: t\($0), description: x, effect: read, \(schema), \(run)}\n" },
        Section(tail) { "    s\($0): {call: t\($0), with: {a: b}, next: start}\n" },
      ]),
    .scenario(
      "calls of tools that are not there",
      [
        Section("  tools:\n") { "    - {name: t\($0), description: x, effect: read, \(schema), \(run)}\n" },
        Section(tail) { "    s\($0): {call: u\($0), next: start}\n" },
      ]),
    .scenario(
      "properties",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      properties:\n"
        ) {
          "        p\($0): {type: string}\n"
        }
      ], tail),
    .scenario(
      "arguments",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      properties:\n"
        ) {
          "        p\($0): {type: string}\n"
        },
        Section("  steps:\n    start:\n      call: t\n      do: hangup\n      with:\n") { "        p\($0): x\n" },
      ]),
    .scenario(
      "arguments that are not there",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      additionalProperties: false\n      type: object\n      properties:\n"
        ) {
          "        p\($0): {type: string}\n"
        },
        Section("  steps:\n    start:\n      call: t\n      do: hangup\n      with:\n") { "        q\($0): x\n" },
      ]),
    .scenario(
      "required arguments",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      required:\n"
        ) {
          "        - p\($0)\n"
        }
      ], "  steps:\n    start: {call: t, do: hangup}\n"),
    .scenario(
      "calls with a schema of many choices",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      properties:\n        a:\n          anyOf:\n"
        ) {
          "            - {const: c\($0)}\n"
        },
        Section(tail) { "    s\($0): {call: t, with: {a: c}, next: start}\n" },
      ]),
    .scenario(
      "calls with a schema that is slow to say yes",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      properties:\n        a:\n          type: string\n          allOf:\n"
        ) {
          "            - {maxLength: \($0 + 100)}\n"
        },
        Section(tail) { "    s\($0): {call: t, with: {a: c}, next: start}\n" },
      ]),
    .scenario(
      "patterns",
      [
        Section("  tools:\n") {
          "    - {name: t\($0), description: x, effect: read, \(run), parameters: {type: object, properties: {a: {pattern: \"(a{1,90}){1,40}\"}}}}\n"
        }
      ], tail),
    .scenario(
      "patterns of one tool",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      properties:\n"
        ) {
          "        p\($0): {pattern: \"[a-z]{100}\"}\n"
        }
      ], tail),
    .scenario(
      "classes",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      properties:\n"
        ) {
          "        p\($0): {pattern: \"[\\\\p{L}\\\\p{Nd}a-z]\"}\n"
        }
      ], tail),
    .scenario(
      "references",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      $defs:\n"
        ) {
          "        d\($0): {$ref: \"#/$defs/d\($0 + 1)\"}\n"
        }
      ], "        last: {}\n" + tail),
    .scenario(
      "references to one",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(run)\n    parameters:\n      type: object\n      $defs: {z: true}\n      properties:\n"
        ) {
          "        d\($0): {$ref: \"#/$defs/z\"}\n"
        }
      ], tail),
    .scenario(
      "an outcome of many fields",
      [Section("  outcome:\n    type: object\n    properties:\n") { "      o\($0): {type: string}\n" }], tail),
    .scenario(
      "an outcome with choices", [Section("  outcome:\n    enum:\n") { "      - [\($0), {a: \($0)}]\n" }], tail),
    .scenario(
      "statements",
      [
        Section("  databases: {d: {schema: x}}\n  tools:\n") {
          "    - {name: t\($0), description: x, effect: read, \(schema), run: {sql: {database: e\($0), statement: \"SELECT :b\"}}}\n"
        }
      ], tail),
    .scenario(
      "statements of databases that are not there",
      [
        Section("  databases:\n") { "    d\($0): {schema: x}\n" },
        Section("  tools:\n") {
          "    - {name: t\($0), description: x, effect: read, \(schema), run: {sql: {database: e\($0), statement: \"SELECT :a\"}}}\n"
        },
      ], tail),
    .scenario(
      "one statement",
      [
        Section(
          "  databases: {d: {schema: x}}\n  tools:\n  - name: t\n    description: x\n    effect: read\n    \(schema)\n    run:\n      sql:\n        database: d\n        statement: \"",
          "\"\n"
        ) {
          ":p\($0) "
        }
      ], tail),
    .scenario(
      "one statement of quotes",
      [
        Section(
          "  databases: {d: {schema: x}}\n  tools:\n  - name: t\n    description: x\n    effect: read\n    \(schema)\n    run:\n      sql:\n        database: d\n        statement: \"",
          "\"\n"
        ) {
          _ in "'"
        }
      ], tail),
    .scenario(
      "parameters that are near",
      [
        Section(
          "  databases: {d: {schema: x}}\n  tools:\n  - name: t\n    description: x\n    effect: read\n    run:\n      sql:\n        database: d\n        statement: \"",
          "\"\n"
        ) {
          ":\(nearby($0)) "
        },
        Section("    parameters:\n      type: object\n      properties:\n") { "        \(near($0)): {}\n" },
      ], tail),
    .scenario(
      "templates of a body",
      [
        Section(
          "  tools:\n  - name: t\n    description: x\n    effect: read\n    \(schema)\n    run:\n      http:\n        method: POST\n        url: \"https://example.com\"\n        body:\n"
        ) {
          "          b\($0): \"{{c\($0)}}\"\n"
        }
      ], tail),
  ]
}
