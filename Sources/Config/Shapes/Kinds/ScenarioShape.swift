import JSON
import Resources

enum ScenarioShape {
  private static let intent = ObjectShape(
    title: "Intent", doc: "Something callers want.",
    fields: [
      Field(
        "examples", .list(.text(.any), least: 1), required: true, examples: [["I'd like a {size} {pizza}"]],
        "Sentences callers say; `{slot}` stands for any value of that slot.")
    ])
  static let slotTypes = [
    Choice("enum", "One of `values`, or of their synonyms."),
    Choice("integer", "A whole number, `minimum` to `maximum`."),
    Choice("number", "A number, `minimum` to `maximum`."),
    Choice("phone", "A phone number."),
    Choice("digits", "Digits such as a booking number, `count` of them."),
    Choice("date", "A day; its value is `YYYY-MM-DD`."),
    Choice("time", "A time of day; its value is `HH:MM`."),
    Choice("boolean", "Yes or no."),
    Choice("name", "A person's name."),
    Choice("text", "Whatever the caller says."),
  ]
  private static let slot = ObjectShape(
    title: "Slot", doc: "Something to be learnt from the caller.",
    fields: [
      Field("type", .choice(slotTypes), required: true, "What its value is."),
      Field(
        "values", .map(.any, .list(.text(.any))), examples: [["large": ["big", "family"]]],
        "For `enum`: each value with the other words callers use for it."),
      Field("many", .boolean, default: false, "For `enum`: keeps every value heard, joined by ` and `."),
      Field("minimum", .number(-1e15...1e15), "For `integer` and `number`: the least value."),
      Field("maximum", .number(-1e15...1e15), "For `integer` and `number`: the greatest value."),
      Field("count", .integer(1...64), "For `digits`: how many there must be."),
      Field(
        "ask", .template, examples: ["What size?"],
        "Question that asks for it. A slot with neither question nor default is only picked up where it is heard."),
      Field("default", .scalar, examples: [1], "Value where the caller says none."),
    ])
  private static let step = ObjectShape(
    title: "Step",
    doc: "A step says, listens, collects, confirms, calls, transfers or hangs up, in that order, and goes on.",
    fields: [
      Field(
        "say", .template,
        "Said on entering the step; where the step calls a tool, after its result, as `{{result.field}}`."),
      Field(
        "on", .map(.identifier, .text(.identifier)),
        "Intent → step. The intents of the step `start` are listened for everywhere."),
      Field("otherwise", .template, "Said when nothing in `on` was heard."),
      Field(
        "collect", .list(.text(.identifier)), "Slots to learn, in this order; those already heard are not asked for."),
      Field("confirm", .template, "Read back before going on; a no lets the caller correct."),
      Field("then", .text(.identifier), "Step after the slots are collected and confirmed."),
      Field("call", .text(.identifier), "Tool to call."),
      Field(
        "with", .map(.any, .json), examples: [["size": "{{size}}"]],
        "Arguments of the tool. `\"{{slot}}\"` alone keeps the slot's type; one not heard is left out."),
      Field("next", .text(.identifier), "Step that follows. Without it the step waits for the caller."),
      Field("onError", .text(.identifier), "Step after a call that failed or whose result is empty."),
      Field("transfer", .text(.identifier), "A target in the bot's `transfer`."),
      Field("do", .choice([Choice("hangup", "Ends the call after what is said.")]), "Done to the call."),
      Field("outcome", .map(.any, .json), "Fields of the outcome this step sets."),
      Field(
        "answer", .text(.name), examples: ["menu"], carriedOut: false,
        "A KnowledgeBase, of the scenario or among the bot's `knowledge`, that answers what the caller asked."),
    ])
  private static let tool = ObjectShape(
    title: "Tool", doc: "Something the bot can do.",
    fields: [
      Field("name", .text(.identifier), required: true, "Name that steps and brains call it by."),
      Field("description", .text(.any), required: true, "What it does and returns, for a language model."),
      Field(
        "effect",
        .choice([
          Choice("read", "Changes nothing; may run before the caller has finished."),
          Choice("write", "Changes something that can be undone; runs once the turn is certain."),
          Choice("irreversible", "Changes something for good; runs once the turn is certain."),
        ]), required: true, "What running it does to the world."),
      Field("parameters", .json, required: true, "JSON Schema of its arguments, of type object."),
      Field("run", .object(RunShape.run), required: true, "How it is carried out."),
      Field("timeout", .duration, default: "3s", "Longest time it may take."),
    ])
  private static let database = ObjectShape(
    title: "Database", doc: "A SQLite database, made where it is missing.",
    fields: [
      Field(
        "schema", .text(.any), required: true, examples: ["CREATE TABLE IF NOT EXISTS orders (item TEXT);"],
        "Statements that create tables and rows where they are missing. They run at every start.")
    ])
  private static let guardrails = ObjectShape(
    title: "Guardrails", doc: "What the bot keeps to.",
    fields: [
      Field("never", .list(.text(.any)), "Subjects it does not talk about, for a language model."),
      Field("maxTurns", .integer(1...10_000), default: 40, "Turns after which the call is ended."),
      Field("offTopic", .template, "Said to what it is not for."),
    ])

  static let spec = ObjectShape(
    title: "Scenario",
    doc: "What a bot is for: persona, intents, slots, steps and tools. The same scenario runs on any brain.",
    fields: [
      Field("persona", .template, "Who the bot is and how it speaks, for a language model."),
      Field("intents", .map(.identifier, .object(intent)), "What callers want."),
      Field("slots", .map(.identifier, .object(slot)), "What is to be learnt from callers."),
      Field(
        "steps", .map(.identifier, .object(step)), required: true,
        examples: [["start": ["say": "Thank you for calling. Goodbye.", "do": "hangup"]]],
        "The conversation. It starts at the step `start`."),
      Field("tools", .list(.object(tool)), "What the bot can do."),
      Field("databases", .map(.identifier, .object(database)), "SQLite databases the tools use."),
      Field("guardrails", .object(guardrails), "What the bot keeps to."),
      Field("outcome", .json, "JSON Schema of what a call is to produce."),
    ])
}
