extension RandomRepository {
  mutating func provider(_ tenant: String, _ name: String) -> Document {
    var spec: Field = [
      "driver": "openai-chat", "endpoint": .text("https://api.example.com/\(tenant)/v1"),
      "model": .text(dice.pick(["small", "large", "gpt-4.1"])), "secret": .text("env:KEY_\(dice.roll(1...3))"),
    ]
    if dice.once(in: 2) { spec["timeouts"] = ["connect": "1s", "total": .plain("\(dice.roll(10...60))s")] }
    if dice.once(in: 2) { spec["temperature"] = .plain("0.\(dice.roll(1...9))") }
    if dice.once(in: 3) {
      spec["price"] = ["input": .plain("0.15"), "output": .plain("0.60"), "per": "million-tokens"]
    }
    return Document(home: .tenant(tenant), kind: "Provider", name: name, spec: spec)
  }

  mutating func ivr(_ tenant: String) -> Document {
    counter += 1
    let spec: Field = [
      "numbers": [.text("\(counter)")], "prompts": ["menu": .text("For orders, press 1.")],
      "keys": ["1": ["bot": "bot-0"], "0": ["do": .text(dice.pick(["hangup", "repeat"]))]],
      "timeouts": ["firstKey": .plain("\(dice.roll(3...9))s")],
    ]
    return Document(home: .tenant(tenant), kind: "Ivr", name: "menu", spec: spec, isFree: true)
  }

  mutating func sink(_ tenant: String) -> Document {
    let spec: Field =
      switch dice.roll(1...3) {
      case 1: ["file": ["path": .text("events-\(tenant).jsonl"), "rotate": "1GiB"]]
      case 2: ["nats": ["url": "nats://127.0.0.1:4222", "subject": "voicebot.events"]]
      default:
        [
          "webhook": ["url": "https://example.com/hook", "secret": "env:HOOK"], "filter": ["events": ["call.*"]],
          "retry": ["attempts": .plain("\(dice.roll(1...9))")],
        ]
      }
    return Document(home: .tenant(tenant), kind: "Sink", name: "sink", spec: spec, isFree: true)
  }

  mutating func trunk(_ tenant: String) -> Document {
    counter += 1
    let spec: Field = [
      "sources": [.text("192.0.2.\(counter % 250)/32")], "transports": ["udp"],
      "concurrentCalls": .plain("\(dice.roll(1...99))"),
    ]
    return Document(home: .tenant(tenant), kind: "Trunk", name: "carrier", spec: spec, isFree: true)
  }

  mutating func scenario(_ name: String) -> Document {
    let spec: Field = [
      "persona": "You take orders for {{business}}.",
      "intents": ["order": ["examples": ["a {item} please", "I want a {item}"]], "human": ["examples": ["operator"]]],
      "slots": [
        "item": ["type": "enum", "values": ["small": [], "large": ["big", "family"]], "ask": .text("Which one?")],
        "quantity": ["type": "integer", "minimum": 1, "maximum": .plain("\(dice.roll(2...20))"), "default": 1],
      ],
      "steps": [
        "start": ["on": ["order": "take", "human": "staff"], "otherwise": .text(dice.pick(Self.greetings))],
        "take": ["collect": ["item", "quantity"], "confirm": "{{item}}, right?", "then": "end"],
        "staff": ["transfer": "staff"], "end": ["say": "Goodbye.", "do": "hangup"],
      ],
    ]
    return Document(home: .scenario(name), kind: "Scenario", name: name, spec: spec, file: "scenario")
  }
}
