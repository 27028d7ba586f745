import JSON

enum BotShape {
  private static func pinned(_ title: String, _ doc: String, _ provider: JSONValue) -> ObjectShape {
    ObjectShape(
      title: title, doc: doc,
      fields: [
        Field(
          "provider", .text(.name), required: true, examples: [provider],
          "A Provider of the tenant, or a built-in one: `local`, `flow`, `echo`."),
        Field("fallback", .list(.text(.name)), "Providers tried in this order where the first one fails."),
        Field("model", .text(.any), "Overrides the provider's model."),
      ])
  }
  private static let voice = ObjectShape(
    title: "Voice", doc: "How the bot sounds.",
    fields: [
      Field("provider", .text(.name), default: "local", "A Provider of the tenant, or the built-in `local`."),
      Field("fallback", .list(.text(.name)), "Providers tried in this order where the first one fails."),
      Field("name", .text(.any), default: "en-us", "Voice of the provider."),
      Field("rate", .number(0.5...2), default: 1.0, "Speed of speech; 1 is the voice's own."),
    ])
  private static let endpointing = ObjectShape(
    title: "Endpointing", doc: "When the caller has finished speaking.",
    fields: [
      Field("minDelay", .duration, default: "250ms", "Silence that ends a sentence that sounds complete."),
      Field("maxDelay", .duration, default: "2500ms", "Silence that ends any sentence."),
      Field("learn", .boolean, default: true, "Adapts to the caller's own pauses."),
    ])
  private static let interruption = ObjectShape(
    title: "Interruption", doc: "What happens when the caller speaks while the bot does.",
    fields: [
      Field("enabled", .boolean, default: true, "Whether the caller can interrupt."),
      Field("confirm", .duration, default: "400ms", "Speech that lasts this long is a real interruption."),
      Field("resume", .boolean, default: true, "Goes on where the bot was, after a false interruption."),
      Field(
        "backchannels", .list(.text(.any)), default: ["yeah", "uh-huh", "ok", "mm-hmm"], "Words that do not interrupt."),
    ])
  private static let silence = ObjectShape(
    title: "Silence", doc: "One reaction to a silent caller: `say` or `do`.",
    fields: [
      Field("after", .duration, required: true, examples: ["8s"], "Silence since the bot's last word."),
      Field("say", .template, examples: ["Are you still there?"], "Said to the caller."),
      Field("do", .choice([Choice("hangup", "Ends the call.")]), "Done to the call."),
    ],
    exactlyOne: ["say", "do"])
  private static let filler = ObjectShape(
    title: "Filler", doc: "What is said while a slow answer is made.",
    fields: [
      Field("after", .duration, default: "900ms", "Wait before the filler."),
      Field("say", .list(.template), examples: [["One moment."]], "Said in turn. Without it nothing is said."),
    ])
  private static let turns = ObjectShape(
    title: "Turns", doc: "Who may speak when.",
    fields: [
      Field("endpointing", .object(endpointing), "When the caller has finished speaking."),
      Field("interruption", .object(interruption), "What happens when the caller speaks while the bot does."),
      Field(
        "silence", .list(.object(silence)),
        default: [["after": "8s", "say": "Are you still there?"], ["after": "16s", "do": "hangup"]],
        "Reactions to a silent caller, in order of time."),
      Field("filler", .object(filler), "What is said while a slow answer is made."),
    ])
  private static let recording = ObjectShape(
    title: "Recording", doc: "Whether and how calls are recorded.",
    fields: [
      Field("enabled", .boolean, default: false, "Records each call as a WAV file."),
      Field(
        "channels",
        .choice([
          Choice("stereo", "The caller on the left, the bot on the right."),
          Choice("mono", "Both mixed into one channel."),
        ]), default: "stereo", "How the two sides are kept."),
      Field("announce", .template, examples: ["This call is recorded."], "Said before the greeting."),
    ])
  private static let target = ObjectShape(
    title: "Transfer target", doc: "Where a step's `transfer` sends the caller.",
    fields: [Field("to", .text(.sipURI), required: true, examples: ["sip:staff@192.0.2.10"], "SIP URI of the target.")],
    later: ["mode", "screen", "onFailure"])
  private static let limits = ObjectShape(
    title: "Limits", doc: "Bounds of the bot's calls.",
    fields: [
      Field("callDuration", .duration, default: "30m", "A call is ended after this long."),
      Field("concurrentCalls", .integer(1...1_000_000), "Calls at a time. Without it there is no limit of its own."),
    ])

  static let spec = ObjectShape(
    title: "Bot", doc: "A voice agent: its numbers, scenario, voice, providers and manners.",
    fields: [
      Field(
        "numbers", .list(.text(.phoneNumber)), examples: [["+493012345678", "100"]],
        "Numbers it answers, quoted. A number belongs to one bot."),
      Field(
        "scenario", .text(.name), examples: ["pizza-ordering"],
        "What it is for: the name of a folder under `scenarios/`. Only a bot whose brain is `echo` has none."),
      Field("language", .text(.language), default: "en-US", "Language it speaks and understands."),
      Field(
        "greeting", .template, examples: ["Welcome to {{business}}. What can I get you?"],
        "Said first. Without it the bot waits for the caller."),
      Field(
        "variables", .map(.identifier, .text(.any)), examples: [["business": "Pizzeria Roma"]],
        "Texts that `{{name}}` stands for in greeting and scenario."),
      Field(
        "speechToText", .object(pinned("Speech to text", "What hears the caller.", "local")),
        default: ["provider": "local"], "What hears the caller."),
      Field(
        "brain", .object(pinned("Brain", "What decides what to say and do.", "flow")), default: ["provider": "flow"],
        "What decides what to say and do. `{provider: echo}` returns the caller's audio and needs no scenario."),
      Field("voice", .object(voice), "How the bot sounds."),
      Field("turns", .object(turns), "Who may speak when."),
      Field("recording", .object(recording), "Whether and how calls are recorded."),
      Field("transfer", .map(.identifier, .object(target)), "Targets that the scenario's steps name in `transfer`."),
      Field("limits", .object(limits), "Bounds of the bot's calls."),
    ],
    later: ["onFailure", "hours", "knowledge", "privacy", "rollout"])
}
