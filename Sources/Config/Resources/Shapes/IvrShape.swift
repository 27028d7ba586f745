import JSON

enum IvrShape {
  static let spec = ObjectShape(
    title: "Ivr", doc: "A menu of keys, as a front door or as a fallback.",
    fields: [
      Field("greeting", .template, examples: ["For orders, press 1."], "Said first.")
    ])
}
