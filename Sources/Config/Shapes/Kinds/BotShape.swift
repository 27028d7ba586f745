import JSON
import Resources

enum BotShape {
  private static func pinned(_ title: String, _ doc: String, _ provider: JSONValue) -> ObjectShape {
    ObjectShape(
      title: title, doc: doc,
      fields: [
        Field(
          "provider", .text(.name), required: true, examples: [provider],
          "A Provider of the tenant, or a built-in one: `local`, `flow`, `echo`."),
        fallback,
        Field("model", .text(.any), examples: ["gpt-4o-mini"], "Overrides the provider's model."),
      ])
  }
  private static let fallback = Field(
    "fallback", .list(.text(.name)), examples: [["flow"]], "Providers tried in this order where the first one fails.")

  static let speechToText = pinned("Speech to text", "What hears the caller.", "local")
  static let brain = pinned("Brain", "What decides what to say and do.", "flow")
  static let voice = ObjectShape(
    title: "Voice", doc: "How the bot sounds.",
    fields: [
      Field("provider", .text(.name), default: "local", "A Provider of the tenant, or the built-in `local`."),
      fallback,
      Field("name", .text(.any), default: "en-us", "Voice of the provider."),
      Field("rate", .number(0.5...2), default: 1.0, "Speed of speech; 1 is the voice's own."),
    ])
  static let turns = TurnsShape.turns
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
  private static let limits = ObjectShape(
    title: "Limits", doc: "Bounds of the bot's calls.",
    fields: [
      Field(
        "callDuration", .durationIn(.seconds(10)...(.seconds(86_400))), default: "30m",
        "A call is ended after this long."),
      TenantShape.concurrentCalls,
    ])
  private static let privacy = ObjectShape(
    title: "Privacy", doc: "What is kept of calls, and for how long.",
    fields: [
      Field(
        "redact", .list(TenantShape.redactable), examples: [["card", "phone"]],
        "Taken out of recordings and transcripts, beside what the tenant's `redaction` names."),
      Field(
        "retention", .duration, examples: ["30d"],
        "How long recordings and transcripts are kept. The tenant's holds where it is shorter."),
    ])
  private static let rolloutStep = ObjectShape(
    title: "Rollout step", doc: "A share of the calls, for a time.",
    fields: [
      Field("weight", .integer(1...100), required: true, examples: [10], "Share of calls, in per cent."),
      Field("for", .duration, required: true, examples: ["15m"], "How long the step lasts."),
    ])
  private static let rollout = ObjectShape(
    title: "Rollout", doc: "How a new version of the bot takes over: by steps, back at once where it is worse.",
    fields: [
      Field(
        "steps", .list(.object(rolloutStep), least: 1), required: true,
        examples: [[["weight": 10, "for": "15m"], ["weight": 50, "for": "15m"]]],
        "Steps in order, each with more calls than the one before. After the last one all calls are its."),
      Field(
        "abortIf", .list(.text(.condition)), examples: [["errorRate > 2%", "latency.p95 > 1500ms"]],
        "When one of these holds of its calls, the version before takes all calls again."),
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
        "speechToText", .object(speechToText),
        default: ["provider": "local"], "What hears the caller."),
      Field(
        "brain", .object(brain), default: ["provider": "flow"],
        "What decides what to say and do. `{provider: echo}` returns the caller's audio and needs no scenario."),
      Field("voice", .object(voice), "How the bot sounds."),
      Field("turns", .object(turns), "Who may speak when."),
      Field("recording", .object(recording), "Whether and how calls are recorded."),
      Field(
        "transfer", .map(.identifier, .object(TargetShape.transfer)),
        examples: [["staff": ["to": "sip:200@192.0.2.10"]]], "Targets that the scenario's steps name in `transfer`."),
      Field(
        "onFailure", .object(TargetShape.onFailure), examples: [["ivr": "fallback-menu"]], carriedOut: false,
        "What becomes of a call when every brain is down, so that the caller never hears nothing."),
      Field("hours", .object(HoursShape.hours), carriedOut: false, "When it answers, and what callers hear else."),
      Field("limits", .object(limits), "Bounds of the bot's calls."),
      Field(
        "knowledge", .list(.text(.name)), examples: [["menu"]], carriedOut: false,
        "Names of KnowledgeBases, of the tenant or of the scenario, that it answers from."),
      Field("privacy", .object(privacy), carriedOut: false, "What is kept of calls, and for how long."),
      Field("rollout", .object(rollout), carriedOut: false, "How a new version takes over: by steps."),
    ], shown: ["numbers", "scenario", "greeting", "variables", "transfer"])
}
