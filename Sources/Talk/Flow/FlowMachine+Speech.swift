import JSON
package import Resources

/// How values are put into words.
extension FlowMachine {
  func value(of name: String) -> JSONValue? {
    state.values[name] ?? slotIndex[name]?.defaultValue
  }

  func render(_ source: String) -> String {
    Template(source).render { name in
      if name.hasPrefix("result.") { return Self.spoken(member(String(name.dropFirst(7)))) }
      if let value = value(of: name) { return Self.spoken(value, as: slotIndex[name]?.type) }
      return variables[name]
    }
  }

  func member(_ path: String) -> JSONValue {
    var value = state.result
    for name in path.split(separator: ".").prefix(8) {
      if let index = Int(name), let element = value[index] {
        value = element
      } else {
        value = value[String(name)] ?? .null
      }
    }
    return value
  }

  /// A value for a tool: one variable keeps its type, and an unset one is left out; text around variables makes text.
  func argument(_ template: JSONValue) -> JSONValue? {
    switch template {
    case .string(let source):
      let template = Template(source)
      guard let name = template.soleVariable else {
        return .string(
          template.render { name in
            name.hasPrefix("result.")
              ? member(String(name.dropFirst(7))).text
              : value(of: name)?.text ?? variables[name]
          })
      }
      if name.hasPrefix("result.") {
        let value = member(String(name.dropFirst(7)))
        return value == .null ? nil : value
      }
      return value(of: name) ?? variables[name].map(JSONValue.string)
    case .object(let object):
      var result = JSONObject()
      for member in object.members { result[member.name] = argument(member.value) }
      return .object(result)
    case .array(let elements): return .array(elements.compactMap { argument($0) })
    case .null, .bool, .integer, .number: return template
    }
  }

  static func spoken(_ value: JSONValue, as type: Scenario.SlotType? = nil) -> String {
    switch (value, type) {
    case (.null, _): return ""
    case (.string(let text), .phone?), (.string(let text), .digits?):
      return text.map { $0 == "+" ? "plus" : String($0) }.joined(separator: " ")
    case (.string(let text), .date?): return spokenDate(text) ?? text
    case (.string(let text), .time?): return text
    case (.string(let text), .enumeration?): return text.replacingHyphens
    case (.string(let text), _): return isISODate(text) ? spokenDate(text) ?? text : text
    case (.bool(let flag), _): return flag ? "yes" : "no"
    case (.number(let number), _): return spoken(number)
    default: return value.text
    }
  }

  /// "12.5" is said as a price is: 12.50; whole numbers have no decimals.
  private static func spoken(_ number: Double) -> String {
    guard number.magnitude < 1e15 else { return "\(number)" }
    let cents = (number * 100).rounded()
    guard (cents / 100 - number).magnitude < 1e-9 else { return "\(number)" }
    let whole = Int64(cents) / 100
    let rest = Int64(cents.magnitude) % 100
    let sign = number < 0 && whole == 0 ? "-" : ""
    return rest == 0 ? "\(whole)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func isISODate(_ text: String) -> Bool {
    text.utf8.count == 10
      && text.utf8.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
      }
  }

  private static func spokenDate(_ iso: String) -> String? {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
    let month = DateReader.monthNames[parts[1] - 1]
    let name = month.prefix(1).uppercased() + month.dropFirst()
    let day = parts[2]
    let tens = day / 10 * 10
    let ordinal =
      DateReader.ordinals.first { $0.value == day }?.key
      ?? "\(tens == 20 ? "twenty" : "thirty") \(DateReader.ordinals.first { $0.value == day % 10 }?.key ?? "")"
    return "\(name) \(ordinal)"
  }

  /// Every text of the scenario whose words are known before the call, for rendering ahead.
  package static func staticPrompts(
    scenario: Scenario, variables: [String: String] = [:], greeting: String? = nil
  ) -> [String] {
    var prompts: [String] = []
    func add(_ source: String?) {
      guard let source else { return }
      let template = Template(source)
      guard template.variables.allSatisfy({ variables[$0] != nil }) else { return }
      let text = template.render { variables[$0] }
      if !text.isEmpty, !prompts.contains(text) { prompts.append(text) }
    }
    add(greeting)
    for step in scenario.steps {
      add(step.say)
      add(step.otherwise)
    }
    for slot in scenario.slots {
      add(slot.ask)
      for lead in Phrases.misses { if let ask = slot.ask { add(lead + " " + ask) } }
    }
    add(scenario.guardrails.offTopic)
    for phrase in Phrases.all { add(phrase) }
    return prompts
  }
}

/// What the brain says of itself.
enum Phrases {
  static let misses = ["Sorry, I didn't catch that.", "I'm sorry, I still didn't get that."]
  static let change = "What should I change?"
  static let offer = "I'm having trouble understanding. Shall I get someone for you?"
  static let connecting = "One moment, I'll connect you."
  static let wait = "One moment, please."
  static let failed = "I'm sorry, that did not work."
  static let tooLong = "I'm sorry, I can't help any further. Goodbye."
  static let more = "Alright. What else can I do for you?"
  static let all = misses + [change, offer, connecting, wait, failed, tooLong, more]
}
