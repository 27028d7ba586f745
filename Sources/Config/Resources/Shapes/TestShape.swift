import JSON

enum TestShape {
  static let spec = ObjectShape(
    title: "Test", doc: "A conversation with a bot, and what must hold in it.",
    fields: [
      Field("bot", .text(.any), required: true, examples: ["pizzeria"], "The bot that is called."),
      Field("turns", .list(.json, least: 1), required: true, "What is said and heard, in order."),
    ])
}
