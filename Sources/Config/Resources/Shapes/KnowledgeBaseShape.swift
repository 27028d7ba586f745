import JSON

enum KnowledgeBaseShape {
  static let spec = ObjectShape(
    title: "KnowledgeBase", doc: "Documents that bots answer from.",
    fields: [
      Field("sources", .list(.text(.any), least: 1), required: true, examples: [["menu.md"]], "Its documents.")
    ])
}
