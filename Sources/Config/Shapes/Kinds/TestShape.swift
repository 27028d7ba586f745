import JSON
import Resources

enum TestShape {
  /// Text of its own form: a bound such as `< 1500ms`, a share such as `3%`.
  private static func measure(_ name: String, _ example: String, _ doc: String) -> Field {
    Field(name, .text(.any), examples: [.string(example)], doc)
  }

  private static let toolReply = ObjectShape(
    title: "Tool reply", doc: "What a call of the tool gives instead of running it.",
    fields: [
      Field("returns", .json, examples: [["total": 30]], "The result."),
      Field("fails", .text(.any), examples: ["no connection"], "The failure, in words."),
      Field(
        "after", .duration, default: "0ms", "Time it takes, by the test's clock. More than the tool's timeout fails."),
    ],
    exactlyOne: ["returns", "fails"])
  private static let given = ObjectShape(
    title: "Given", doc: "What the conversation finds.",
    fields: [
      Field(
        "today", .text(.any), default: .string(TestCase.defaultDay), examples: ["2026-11-22"],
        "The day of the call, `YYYY-MM-DD`."),
      Field(
        "variables", .map(.identifier, .text(.any)), examples: [["business": "Trattoria Uno"]],
        "Values in place of the bot's own `variables`."),
      Field(
        "tools", .map(.identifier, .list(.object(toolReply), least: 1)),
        examples: [["place_order": [["fails": "the oven is broken"]]]],
        "What calls of a tool give, in order. A tool that is not listed runs where it is SQL, on a database of the"
          + " test's own."),
    ])

  private static let modelCall = ObjectShape(
    title: "Model call", doc: "A tool the language model calls.",
    fields: [
      Field("tool", .text(.identifier), required: true, "The tool, or `end_call` or `transfer_call`."),
      Field("with", .map(.any, .json), examples: [["size": "large"]], "Its arguments."),
    ])
  private static let modelReply = ObjectShape(
    title: "Model reply", doc: "One answer of the language model: words, tool calls, or a failure.",
    fields: [
      Field("says", .text(.any), "Its words."),
      Field("calls", .list(.object(modelCall), least: 1), "Tools it calls, after its words."),
      Field("fails", .integer(400...599), examples: [503], "The HTTP status it answers with instead."),
      Field("after", .duration, default: "0ms", "Time until it answers, by the test's clock."),
    ])

  private static let interruption = ObjectShape(
    title: "Interruption", doc: "The caller speaks while the bot does.",
    fields: [
      Field("after", .duration, required: true, "How long the bot has been speaking."),
      Field("says", .text(.any), required: true, "What the caller says."),
    ])
  private static let expectation = ObjectShape(
    title: "Expectation", doc: "What must hold of everything since the caller's last turn.",
    fields: [
      Field("intent", .text(.identifier), "The intent that was understood."),
      Field(
        "slots", .map(.identifier, .json), examples: [["size": "large", "quantity": 2]],
        "Values that slots have by now; `null` for one that has none."),
      Field("tool", .text(.identifier), "A tool that was called."),
      Field("with", .map(.any, .json), "Arguments it was called with; there may be more."),
      Field("noTool", .scalar, examples: [true, "place_order"], "`true`: no tool was called. A name: not that one."),
      Field("step", .text(.identifier), "A step that was entered, or the one the conversation is still in."),
      Field("transfer", .text(.identifier), "The target the call was transferred to."),
      Field("hangup", .boolean, "Whether the bot has hung up."),
      Field(
        "outcome", .map(.any, .json), examples: [["ordered": true]], "Fields of the outcome so far; there may be more."),
      Field("silentWithin", .duration, "How soon the bot stops speaking. Needs audio."),
    ])
  private static let turn = ObjectShape(
    title: "Turn", doc: "What the caller does, then what must hold.",
    fields: [
      Field("says", .text(.any), examples: ["a large diavola please"], "The caller says this."),
      Field("presses", .text(.any), examples: ["551093#"], "The caller presses these keys."),
      Field(
        "silence", .duration, examples: ["8s"],
        "The caller says nothing for so long; what the bot does of its `turns.silence` happens."),
      Field("interrupts", .object(interruption), "The caller speaks over the bot. Needs audio."),
      Field("times", .integer(1...1000), default: 1, "How often the caller does it."),
      Field(
        "hears", .json, examples: ["Welcome to Pizzeria Roma", ["matches": "number|address"]],
        "What the bot has said since the caller's last turn: words it has, or one of `contains`, `equals`, `matches`"
          + " (a regular expression), `any` (a list) and `not`."),
      Field("expect", .object(expectation), "What else must hold."),
    ])

  private static let always = ObjectShape(
    title: "Always", doc: "Bounds on the whole call. They need audio.",
    fields: [
      measure("deadAir", "< 1500ms", "Longest time in which neither side speaks."),
      measure("overlap", "< 300ms", "Longest time in which both sides speak."),
      measure("latency.p50", "< 600ms", "Voice to voice, in the middle."),
      measure("latency.p95", "< 800ms", "Voice to voice, of 95 in 100 turns."),
      measure("latency.p99", "< 1200ms", "Voice to voice, of 99 in 100 turns."),
    ])
  private static let noise = ObjectShape(
    title: "Noise", doc: "Noise behind the caller.",
    fields: [
      Field("snr", .text(.any), required: true, examples: ["15dB"], "Speech to noise.")
    ])
  private static let network = ObjectShape(
    title: "Network", doc: "What the network does to packets.",
    fields: [
      measure("loss", "3%", "Share of packets lost."),
      Field("jitter", .duration, "How far packets' delays differ."),
      Field("delay", .duration, "How late every packet is."),
    ])
  private static let condition = ObjectShape(
    title: "Condition", doc: "A state of the line. Needs audio.",
    fields: [
      Field("noise", .object(noise), "Noise behind the caller."),
      Field("network", .object(network), "What the network does to packets."),
    ],
    exactlyOne: ["noise", "network"])

  static let spec = ObjectShape(
    title: "Test", doc: "A conversation with a bot, and what must hold in it.",
    fields: [
      Field("bot", .text(.any), required: true, examples: ["pizzeria"], "The bot that is called."),
      Field(
        "brain",
        .choice([
          Choice("flow", "The deterministic brain."),
          Choice("scripted", "A language model that answers what `model` says, over HTTP."),
        ]), "What the bot thinks with here. `scripted` where there is a `model`, else `flow`."),
      Field("given", .object(given), "What the conversation finds."),
      Field(
        "model", .list(.object(modelReply), least: 1),
        examples: [[["says": "What size?"]]], "Answers of the language model, one for each time it is asked."),
      Field("turns", .list(.object(turn), least: 1), required: true, "What is said and heard, in order."),
      Field("always", .object(always), "Bounds on the whole call. They need audio."),
      Field(
        "conditions", .list(.object(condition)), examples: [[["noise": ["snr": "15dB"]]]],
        "States of the line the conversation is to hold in. They need audio."),
    ])
}
