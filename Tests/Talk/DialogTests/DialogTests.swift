import JSON
import Providers
import Resources
import Testing

@testable import Dialog

@Suite struct DialogTests {
  static func pizzeria() -> Scenario {
    var scenario = Scenario(metadata: Metadata(name: "pizza"))
    scenario.persona = "You take orders for {{business}}."
    scenario.intents = [.init(name: "order", examples: ["I'd like a {pizza}"])]
    scenario.slots = [
      .init(name: "size", type: .enumeration([.init(value: "large", synonyms: ["big"])]), ask: "What size?"),
      .init(name: "quantity", type: .integer(minimum: 1, maximum: 20), defaultValue: 1),
    ]
    var start = Scenario.Step(name: "start")
    start.on = ["order": "take"]
    var take = Scenario.Step(name: "take")
    take.collect = ["size", "quantity"]
    take.confirm = "{{quantity}} {{size}}, correct?"
    scenario.steps = [start, take]
    scenario.tools = [
      .init(
        name: "place_order", description: "Places it.", effect: .write,
        parameters: ["type": "object", "properties": ["size": ["type": "string"]]],
        run: .sql(database: "orders", statement: nil, returns: nil, many: false))
    ]
    scenario.guardrails.never = ["card numbers"]
    scenario.guardrails.maxTurns = 3
    return scenario
  }

  static func dialog() -> Dialog {
    var settings = DialogSettings()
    settings.variables = ["business": "Roma"]
    settings.transferTargets = ["staff"]
    settings.greeting = "Welcome to {{business}}."
    settings.date = "Sunday, 2026-11-22"
    return Dialog(scenario: pizzeria(), settings: settings)
  }

  @Test func promptHoldsTheScenario() throws {
    guard case .system(let prompt)? = Self.dialog().request.messages.first else {
      Issue.record("no system message")
      return
    }
    for part in [
      "You take orders for Roma.", "order, for example: \"I'd like a {pizza}\"", "size: one of large (also big)",
      "ask: \"What size?\"", "from 1 to 20; 1 unless", "take: find out size, quantity",
      "{{quantity}} {{size}}, correct?",
      "card numbers", "Sunday, 2026-11-22", "staff",
    ] { #expect(prompt.contains(part), "\(part)") }
  }

  @Test func toolsAreTheScenariosAndTheBuiltIn() {
    let tools = Self.dialog().tools
    #expect(tools.map(\.name) == ["place_order", "transfer_call", "end_call"])
    #expect(tools[1].parameters["properties"]?["target"]?["enum"] == ["staff"])
    let alone = Dialog(scenario: Scenario(metadata: Metadata(name: "none")))
    #expect(alone.tools.map(\.name) == ["end_call"])
  }

  @Test func historyHoldsWhatWasHeard() {
    var dialog = Self.dialog()
    dialog.greeted(dialog.greeting)
    dialog.said("a large one")
    dialog.replied(text: "Certainly. And what number can we reach you on?")
    dialog.heard("Certainly. And what")
    #expect(
      Array(dialog.request.messages.dropFirst()) == [
        .assistant("Welcome to Roma.", calls: []), .user("a large one"), .assistant("Certainly. And what", calls: []),
      ])
  }

  @Test func unheardUtteranceLeavesNoTraceAndTheCallerGoesOn() {
    var dialog = Self.dialog()
    dialog.said("I would like")
    dialog.replied(text: "Yes?")
    dialog.heard("")
    dialog.said("a large one")
    #expect(Array(dialog.request.messages.dropFirst()) == [.user("I would like a large one")])
    dialog.said("I would like a large one please")
    #expect(Array(dialog.request.messages.dropFirst()) == [.user("I would like a large one please")])
  }

  @Test func aCancelledTurnIsSaidAgainAsAWhole() {
    var dialog = Self.dialog()
    dialog.said("a large diavola")
    dialog.beginReply()
    dialog.replied(text: "Which size?")
    dialog.cancelTurn()
    dialog.said("a large diavola with olives")
    #expect(Array(dialog.request.messages.dropFirst()) == [.user("a large diavola with olives")])
  }

  @Test func aTurnThatCalledAToolIsNotTakenBack() {
    var dialog = Self.dialog()
    dialog.said("order it")
    dialog.beginReply()
    dialog.replied(call: ToolCall(id: "1", name: "place_order", arguments: JSONObject()))
    dialog.cancelTurn()
    #expect(dialog.turns.last?.replies.count == 1)
  }

  @Test func heardSpansTheAnswersOfATurn() {
    var dialog = Self.dialog()
    let call = ToolCall(id: "1", name: "place_order", arguments: JSONObject(distinct: [("size", "large")]))
    dialog.said("go")
    dialog.replied(text: "One moment.")
    dialog.replied(call: call)
    dialog.result(.value(["total": 9]), of: "1")
    dialog.beginReply()
    dialog.replied(text: "That is nine euros. Anything else?")
    dialog.heard("One moment. That is nine")
    #expect(
      Array(dialog.request.messages.dropFirst()) == [
        .user("go"), .assistant("One moment.", calls: [call]),
        .tool(callID: "1", name: "place_order", text: #"{"total":9}"#), .assistant("That is nine", calls: []),
      ])
  }

  @Test func aCallWithoutAResultHasOne() {
    var dialog = Self.dialog()
    let call = ToolCall(id: "1", name: "place_order", arguments: JSONObject())
    dialog.said("go")
    dialog.replied(call: call)
    dialog.said("wait")
    #expect(
      Array(dialog.request.messages.dropFirst()) == [
        .user("go"), .assistant("", calls: [call]),
        .tool(callID: "1", name: "place_order", text: #"{"error":"not run: the caller interrupted"}"#), .user("wait"),
      ])
  }

  @Test func oldTurnsAreLeftOutPastTheBudget() {
    var settings = DialogSettings()
    settings.historyBudget = 100
    var dialog = Dialog(scenario: Self.pizzeria(), settings: settings)
    for number in 0..<10 {
      dialog.said("question \(number) " + String(repeating: "x", count: 20))
      dialog.replied(text: "answer")
    }
    let messages = dialog.request.messages.dropFirst()
    #expect(messages.count == 4)
    #expect(messages.reduce(0) { $0 + $1.size } <= 100)
    #expect(messages.last == .assistant("answer", calls: []))
  }

  @Test func longResultsAreCut() {
    let text = Dialog.text(.value(.string(String(repeating: "x", count: 5000))), limit: 100)
    #expect(text.count < 150)
    #expect(text.hasSuffix("4900 more characters left out]"))
  }

  @Test func overlongCallsAreToldToEnd() {
    var dialog = Self.dialog()
    for number in 0..<4 {
      #expect(!dialog.isOverlong)
      dialog.said("\(number)")
      dialog.replied(text: "yes")
    }
    #expect(dialog.isOverlong)
  }

  @Test func templatesFillOnce() {
    let filled = PromptTemplate.fill("{{a}} {{ b }} {{c}} {{", with: ["a": "{{b}}", "b": "2"])
    #expect(filled == "{{b}} 2 {{c}} {{")
  }
}
