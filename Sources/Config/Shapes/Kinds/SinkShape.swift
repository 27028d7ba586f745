import JSON
import Resources

enum SinkShape {
  private static let webhook = ObjectShape(
    title: "Webhook", doc: "Each event is posted as JSON, signed in the header `Voicebot-Signature`.",
    fields: [
      Field(
        "url", .text(.webURL), required: true, examples: ["https://example.com/voicebot"], "Where it is posted to."),
      Field(
        "secret", .text(.secret), required: true, examples: ["env:WEBHOOK_SECRET"],
        "Where the key of the signature (HMAC-SHA256) lies; never the key itself."),
      Field(
        "headers", .map(.any, .text(.any)), examples: [["X-Source": "voicebot"]],
        "Headers sent with it. They are no place for secrets."),
      Field(
        "timeout", .durationIn(.milliseconds(100)...(.seconds(60))), default: "5s",
        "Until the answer, which is any status of 200 to 299."),
    ])
  private static let nats = ObjectShape(
    title: "NATS", doc: "Each event is published to a NATS server.",
    fields: [
      Field("url", .text(.natsURL), required: true, examples: ["nats://127.0.0.1:4222"], "Address of the server."),
      Field(
        "subject", .text(.natsSubject), required: true, examples: ["voicebot.events"],
        "Subject; the type of the event is added behind it."),
      Field("secret", .text(.secret), examples: ["file:/run/secrets/nats.creds"], "Where the credentials lie."),
    ])
  private static let file = ObjectShape(
    title: "File", doc: "Each event is added to a file, as one line of JSON.",
    fields: [
      Field(
        "path", .text(.path), required: true, examples: ["exports/events.jsonl"],
        "The file, relative to the data directory."),
      Field("rotate", .size, default: "100MiB", "Size at which a new file is begun."),
    ])
  private static let filter = ObjectShape(
    title: "Filter", doc: "Which events it gets.",
    fields: [
      Field(
        "events", .list(.text(.eventPattern), least: 1), default: ["*"], examples: [["call.*", "tool.returned"]],
        "Types of events; `call.*` is all that start so."),
      Field("bots", .list(.text(.name), least: 1), examples: [["pizzeria"]], "Bots of the tenant. Without it all."),
    ])
  private static let retry = ObjectShape(
    title: "Retry", doc: "What becomes of an event that could not be given over.",
    fields: [
      Field("attempts", .integer(1...100), default: 10, "How often it is tried, the first time included."),
      Field(
        "minDelay", .durationIn(.milliseconds(100)...(.seconds(3600))), default: "1s",
        "Wait before the second attempt; doubled before each further one."),
      Field(
        "maxDelay", .durationIn(.seconds(1)...(.seconds(86_400))), default: "5m", "Longest wait between two attempts."),
    ])
  private static let deadLetter = ObjectShape(
    title: "Dead letter", doc: "Where events are kept that could not be given over.",
    fields: [
      Field(
        "path", .text(.path), required: true, examples: ["exports/undelivered.jsonl"],
        "A file, relative to the data directory."),
      Field("limit", .size, default: "100MiB", "Most that is kept; the oldest go first."),
    ])

  static let spec = ObjectShape(
    title: "Sink", doc: "A consumer of the tenant's events, each given over at least once and in order.",
    fields: [
      Field("webhook", .object(webhook), "Posts each event to an address."),
      Field("nats", .object(nats), "Publishes each event to a NATS server."),
      Field("file", .object(file), "Adds each event to a file."),
      Field("filter", .object(filter), "Which events it gets."),
      Field("retry", .object(retry), "What becomes of an event that could not be given over."),
      Field(
        "deadLetter", .object(deadLetter), examples: [["path": "exports/undelivered.jsonl"]],
        "Where events are kept that could not be given over. Without it they are dropped and counted."),
    ],
    exactlyOne: ["webhook", "nats", "file"], carriedOut: false)
}
