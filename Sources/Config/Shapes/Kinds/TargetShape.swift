import JSON
import Resources

/// Where calls may go.
enum TargetShape {
  static let hangup = Choice("hangup", "Ends the call.")

  static let transfer = ObjectShape(
    title: "Transfer target", doc: "Where a step's or a key's `transfer` sends the caller.",
    fields: [
      Field("to", .text(.sipURI), required: true, examples: ["sip:staff@192.0.2.10"], "SIP URI of the target."),
      Field(
        "mode",
        .choice([
          Choice("blind", "The caller is sent there, whoever answers."),
          Choice("supervised", "The caller stays until the target has answered and taken the call."),
        ]), default: "blind", carriedOut: false, "How the caller gets there."),
      Field(
        "screen", .template, examples: ["A caller wants to {{reason}}."], carriedOut: false,
        "Said to the target before the caller is connected. Needs `mode: supervised`."),
      Field(
        "onFailure", .choice([Choice("return", "The bot goes on with the caller."), hangup]), default: "return",
        carriedOut: false, "What becomes of the caller where nobody answers there."),
    ])

  static let onFailure = ObjectShape(
    title: "On failure", doc: "What becomes of a call when every brain is down.",
    fields: [
      Field("say", .template, examples: ["One moment, please."], "Said first."),
      Field("ivr", .text(.name), examples: ["fallback-menu"], "An Ivr of the tenant takes the call."),
      Field("transfer", .text(.identifier), examples: ["staff"], "One of the bot's `transfer` targets takes the call."),
      Field("do", .choice([hangup]), "Done to the call."),
    ],
    exactlyOne: ["ivr", "transfer", "do"])
}

/// When a bot answers.
enum HoursShape {
  private static let closed = ObjectShape(
    title: "Closed", doc: "What callers hear outside of the hours.",
    fields: [
      Field("say", .template, examples: ["We are closed."], "Said first."),
      Field("ivr", .text(.name), examples: ["closed-menu"], "An Ivr of the tenant takes the call."),
      Field("transfer", .text(.identifier), examples: ["night-desk"], "One of the bot's `transfer` targets takes it."),
      Field("do", .choice([TargetShape.hangup]), "Done to the call."),
    ],
    exactlyOne: ["ivr", "transfer", "do"])

  static let hours = ObjectShape(
    title: "Hours", doc: "When the bot answers, and what callers hear else.",
    fields: [
      Field(
        "timezone", .text(.timeZone), required: true, examples: ["Europe/Berlin"], "Time zone of the hours."),
      Field(
        "open", .list(.text(.openingHours), least: 1), required: true,
        examples: [["Mon-Fri 10:00-22:00", "Sat,Sun 12:00-02:00"]],
        "Days and times. Where the end is before the start, it is on the next day."),
      Field(
        "closed", .object(closed), required: true, examples: [["say": "We are closed.", "do": "hangup"]],
        "What callers hear outside of the hours."),
    ])
}
