import JSON
import Resources

enum IvrShape {
  private static let prompts = ObjectShape(
    title: "Prompts", doc: "What the menu says.",
    fields: [
      Field("welcome", .template, examples: ["Welcome to {{business}}."], "Said once, at the start."),
      Field(
        "menu", .template, required: true, examples: ["For orders, press 1. For our staff, press 0."],
        "The choices. Said again after a wrong key or none."),
      Field("invalid", .template, default: "I did not get that.", "Said after a key that means nothing."),
      Field("timeout", .template, examples: ["Are you still there?"], "Said after no key."),
      Field("goodbye", .template, examples: ["Goodbye."], "Said before the menu gives up."),
    ])
  private static let actions = Shape.choice([
    TargetShape.hangup,
    Choice("repeat", "Says the menu again."),
  ])
  private static let target = ObjectShape(
    title: "Target", doc: "What a key leads to.",
    fields: [
      Field("say", .template, examples: ["One moment, please."], "Said first."),
      Field("bot", .text(.name), examples: ["pizzeria"], "A Bot of the tenant takes the call."),
      Field("ivr", .text(.name), examples: ["second-menu"], "Another Ivr of the tenant takes the call."),
      Field("transfer", .text(.identifier), examples: ["staff"], "One of the `transfer` targets below takes the call."),
      Field("do", actions, "Done to the call."),
    ],
    exactlyOne: ["bot", "ivr", "transfer", "do"])
  private static let timeouts = ObjectShape(
    title: "Timeouts", doc: "How long a key is waited for.",
    fields: [
      Field(
        "firstKey", .durationIn(.seconds(1)...(.seconds(60))), default: "5s", "Wait for a key after the menu was said."),
      Field(
        "betweenKeys", .durationIn(.milliseconds(500)...(.seconds(30))), default: "2s",
        "Wait for one more key, where a choice has several."),
    ])

  static let spec = ObjectShape(
    title: "Ivr",
    doc: "A menu of keys: a front door with numbers of its own, or what is left when every brain is down.",
    fields: [
      Field(
        "numbers", .list(.text(.phoneNumber)), examples: [["+493012345670"]],
        "Numbers it answers, quoted. Without them it is reached from bots and other menus only."),
      Field("language", .text(.language), default: "en-US", "Language it speaks."),
      Field("voice", .object(BotShape.voice), "How it sounds."),
      Field(
        "variables", .map(.identifier, .text(.any)), examples: [["business": "Pizzeria Roma"]],
        "Texts that `{{name}}` stands for in what it says."),
      Field("prompts", .object(prompts), required: true, "What the menu says."),
      Field(
        "keys", .map(.keys, .object(target)), required: true,
        examples: [["1": ["bot": "pizzeria"], "0": ["transfer": "staff"], "*": ["do": "repeat"]]],
        "What each key, or run of keys, leads to. Keys are quoted."),
      Field("timeouts", .object(timeouts), "How long a key is waited for."),
      Field("retries", .integer(0...10), default: 2, "How often the menu is said again before it gives up."),
      Field(
        "onFailure", .object(target), default: ["do": "hangup"], "What becomes of the call when the menu gives up."),
      Field(
        "transfer", .map(.identifier, .object(TargetShape.transfer)),
        examples: [["staff": ["to": "sip:200@192.0.2.10"]]], "Targets that keys name in `transfer`."),
    ], carriedOut: false, shown: ["transfer"])
}
