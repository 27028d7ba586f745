import JSON

enum SinkShape {
  static let spec = ObjectShape(
    title: "Sink", doc: "A consumer of the tenant's events.",
    fields: [
      Field("file", .text(.any), examples: ["events.jsonl"], "File that events are added to.")
    ])
}
