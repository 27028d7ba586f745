import JSON
import Resources

enum TenantShape {
  static let concurrentCalls = Field(
    "concurrentCalls", .integer(1...1_000_000), examples: [50],
    "Calls at a time. Without it there is no limit of its own.")
  /// What may be taken out of recordings and transcripts.
  static let redactable = Shape.choice([
    Choice("card", "Numbers of payment cards."),
    Choice("phone", "Phone numbers."),
    Choice("email", "Addresses of electronic mail."),
    Choice("iban", "Numbers of bank accounts."),
    Choice("name", "Names of persons."),
    Choice("address", "Postal addresses."),
    Choice("date-of-birth", "Dates of birth."),
    Choice("digits", "Every run of four digits or more."),
  ])

  private static let spend = ObjectShape(
    title: "Spend", doc: "What providers may cost.",
    fields: [
      Field(
        "perDay", .number(0...1e9), required: true, examples: [25],
        "Sum of a day. When it is reached, new calls go to the bot's cheapest fallback."),
      Field("currency", .text(.currency), default: "USD", "Currency of the sum."),
    ])
  private static let quotas = ObjectShape(
    title: "Quotas", doc: "Limits over all bots of the tenant.",
    fields: [
      concurrentCalls,
      Field(
        "callsPerSecond", .number(0.1...10_000), examples: [5], carriedOut: false,
        "New calls in a second. Without it there is no limit of its own."),
      Field(
        "spend", .object(spend), examples: [["perDay": 25, "currency": "EUR"]], carriedOut: false,
        "What providers may cost."),
    ])
  private static let defaults = ObjectShape(
    title: "Defaults", doc: "What holds for a bot of the tenant that does not say otherwise.",
    fields: [
      Field("speechToText", .object(BotShape.speechToText), "What hears the caller."),
      Field("brain", .object(BotShape.brain), "What decides what to say and do."),
      Field("voice", .object(BotShape.voice), "How bots sound."),
      Field("turns", .object(BotShape.turns), "Who may speak when."),
    ])

  static let spec = ObjectShape(
    title: "Tenant",
    doc: "A tenant: quotas and defaults for its bots. Nothing of one tenant is reachable from another.",
    fields: [
      Field("quotas", .object(quotas), "Limits over all bots of the tenant."),
      Field(
        "retention", .duration, examples: ["30d"], carriedOut: false,
        "How long recordings and transcripts are kept. Without it they are kept."),
      Field(
        "redaction", .list(redactable), examples: [["card", "phone"]], carriedOut: false,
        "What is taken out of recordings and transcripts."),
      Field(
        "transferDestinations", .list(.text(.destination)), examples: [["+4930", "sip:*@pbx.example.com"]],
        "Where calls may be transferred to: phone numbers that start so, and SIP URIs; `sip:*@host` is any user "
          + "there. Without it bots may transfer anywhere."),
      Field("defaults", .object(defaults), "What holds for a bot of the tenant that does not say otherwise."),
    ], shown: ["quotas", "transferDestinations"])
}
