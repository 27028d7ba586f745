import JSON
import Resources

/// Who may speak when.
enum TurnsShape {
  private static let endpointing = ObjectShape(
    title: "Endpointing", doc: "When the caller has finished speaking.",
    fields: [
      Field(
        "minDelay", .durationIn(.zero...(.seconds(10))), default: "250ms",
        "Silence that ends a sentence that sounds complete."),
      Field("maxDelay", .durationIn(.zero...(.seconds(30))), default: "2500ms", "Silence that ends any sentence."),
      Field("learn", .boolean, default: true, "Adapts to the caller's own pauses."),
    ])
  private static let interruption = ObjectShape(
    title: "Interruption", doc: "What happens when the caller speaks while the bot does.",
    fields: [
      Field("enabled", .boolean, default: true, "Whether the caller can interrupt."),
      Field(
        "confirm", .durationIn(.zero...(.seconds(5))), default: "400ms",
        "Speech that lasts this long is a real interruption."),
      Field("resume", .boolean, default: true, "Goes on where the bot was, after a false interruption."),
      Field(
        "backchannels", .list(.text(.any)), default: ["yeah", "uh-huh", "ok", "mm-hmm"], "Words that do not interrupt."),
    ])
  private static let silence = ObjectShape(
    title: "Silence", doc: "One reaction to a silent caller: `say` or `do`.",
    fields: [
      Field(
        "after", .durationIn(.milliseconds(500)...(.seconds(600))), required: true, examples: ["8s"],
        "Silence since the bot's last word."),
      Field("say", .template, examples: ["Are you still there?"], "Said to the caller."),
      Field("do", .choice([Choice("hangup", "Ends the call.")]), "Done to the call."),
    ],
    exactlyOne: ["say", "do"])
  private static let filler = ObjectShape(
    title: "Filler", doc: "What is said while a slow answer is made.",
    fields: [
      Field("after", .durationIn(.milliseconds(100)...(.seconds(30))), default: "900ms", "Wait before the filler."),
      Field("say", .list(.template), examples: [["One moment."]], "Said in turn. Without it nothing is said."),
    ])
  static let turns = ObjectShape(
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
}
