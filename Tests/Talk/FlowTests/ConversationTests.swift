import Flow
import JSON
import Providers
import Testing

@Suite struct ConversationTests {
  @Test func orderingAPizza() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    #expect(
      script.say("I'd like to order a large pepperoni pizza please.")
        == "What is the delivery address, or will you pick it up?")
    #expect(script.slots == ["size": "large", "pizza": "pepperoni"])
    #expect(script.say("make it a thin crust with mushrooms and olives").hasPrefix("What is the delivery address"))
    #expect(script.slots == ["crust": "thin crust", "toppings": "mushrooms and olives"])
    #expect(script.say("No onions, please.").hasPrefix("What is the delivery address"))
    #expect(script.slots == ["toppings": "mushrooms and olives and no onions"])
    #expect(
      script.say("Delivery to 42 Baker Street.")
        == "1 large pepperoni thin crust mushrooms and olives and no onions, 42 Baker Street. Is that right?")
    #expect(script.machine.expectation == .yesOrNo)
    script.say("Yes, that's right.")
    #expect(
      script.call
        == ToolCall(
          id: "flow-1", name: "place_order",
          arguments: JSONObject(distinct: [
            ("item", "pepperoni"), ("size", "large"), ("quantity", 1), ("crust", "thin crust"),
            ("toppings", "mushrooms and olives and no onions"), ("address", "42 Baker Street"),
          ])))
    #expect(
      script.returns(["number": 7, "total": 15, "minutes": 35])
        == "Order 7 is in. That is 15 dollars, ready in 35 minutes. Anything else?")
    #expect(script.say("No, thank you. Goodbye.") == "Thank you, goodbye.")
    #expect(script.last.last == .hangup)
  }

  @Test func theSpokenLinesInOneCall() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    script.say("can I get two medium margherita pizzas with extra cheese")
    #expect(script.slots == ["quantity": 2, "size": "medium", "pizza": "margherita", "toppings": "extra cheese"])
    script.say("what toppings do you have")
    #expect(script.intent == "toppings")
    script.say("delivery to forty two baker street")
    #expect(script.slots == ["address": "forty two baker street"])
    script.say("actually make that three")
    #expect(script.slots == ["quantity": 3])
    script.say("no, make it small")
    #expect(script.slots == ["size": "small"])
    #expect(script.machine.expectation == .yesOrNo)
    script.say("yes")
    #expect(script.call?.arguments["quantity"] == 3)
    #expect(script.call?.arguments["size"] == "small")
    #expect(script.call?.arguments["crust"] == nil)
  }

  @Test func cancellingWhileOrdering() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    script.say("a small veggie")
    #expect(script.say("cancel my order") == "Alright, I have dropped that. What would you like instead?")
    #expect(script.say("a diavola please") == "Small, medium or large?")
  }

  @Test func aPlainNoAsksWhatToChange() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    script.say("a large diavola for pickup")
    script.say("I'll pick it up")
    #expect(script.machine.expectation == .yesOrNo)
    #expect(script.say("no") == "What should I change?")
    #expect(script.say("two of them").contains("2 large diavola"))
    script.say("yes please")
    #expect(script.call?.name == "place_order")
    #expect(script.fails().hasPrefix("I could not place the order."))
    #expect(script.transfer == "staff")
  }

  @Test func bookingARoom() throws {
    var script = FlowScript(ShippedScenarios.hotel)
    #expect(script.say("I would like to book a double room for two nights") == "What day do you arrive?")
    #expect(script.slots == ["room": "double", "nights": 2])
    #expect(script.say("from the fourteenth of march to the sixteenth of march") == "What name is it under?")
    #expect(script.slots == ["arrival": "2027-03-14", "departure": "2027-03-16"])
    #expect(script.say("do you have a room with a sea view").hasPrefix("Yes, doubles and suites"))
    #expect(script.slots == ["view": "sea"])
    #expect(script.say("three adults and one child") == "What name is it under?")
    #expect(script.slots == ["adults": 3, "children": 1])
    #expect(
      script.say("my name is peter johnson")
        == "double room, March fourteenth, 2 nights, for Peter Johnson. Is that right?"
    )
    script.say("yes")
    #expect(script.call?.arguments["arrival"] == "2027-03-14")
    #expect(script.call?.arguments["guest"] == "Peter Johnson")
    #expect(script.returns(["spoken": "7 4 9 3", "total": 240]).hasPrefix("Booked. Your number is 7 4 9 3, 240"))
    #expect(script.say("is breakfast included").hasPrefix("Yes, breakfast is included"))
    #expect(script.say("what time is check in").hasPrefix("Check in is from three"))
  }

  @Test func availabilityThenABooking() throws {
    var script = FlowScript(ShippedScenarios.hotel)
    script.say("do you have a single room free on the third of december")
    #expect(script.slots == ["room": "single", "arrival": "2026-12-03"])
    script.say("one night")
    #expect(script.call?.name == "check_availability")
    #expect(script.returns(["free": 2, "price": 80]).contains("2 free, at 80 dollars"))
    #expect(script.machine.expectation == .yesOrNo)
    #expect(script.say("yes please") == "What name is it under?")
    script.say("it's Maria Garcia")
    #expect(script.slots == ["guest": "Maria Garcia"])
  }

  @Test func nothingFree() throws {
    var script = FlowScript(ShippedScenarios.hotel)
    script.say("is there a double room free tomorrow")
    script.say("three nights")
    #expect(script.returns(.object(JSONObject())).hasPrefix("I'm sorry, we have nothing free"))
  }

  @Test func findingABooking() throws {
    var script = FlowScript(ShippedScenarios.hotel)
    script.say("my booking number is seven four nine two")
    #expect(script.call?.arguments == JSONObject(distinct: [("booking", "7492")]))
    #expect(
      script.returns(["room": "double", "guest": "Peter", "arrival": "2027-03-14", "nights": 2])
        == "A double for Peter, March fourteenth, 2 nights. Anything else?")
    #expect(script.say("please cancel booking seven four nine two") == "Cancel booking 7 4 9 2?")
    script.say("correct")
    #expect(script.call?.name == "cancel_booking")
    #expect(script.fails().hasPrefix("I can't find that booking."))
    #expect(script.transfer == "reception")
  }

  @Test func supportOpensATicket() throws {
    var script = FlowScript(ShippedScenarios.support)
    #expect(script.say("my internet is not working since yesterday").hasPrefix("Please unplug the router"))
    #expect(script.slots == ["topic": "internet", "symptom": "down", "since": "yesterday"])
    #expect(script.say("it still does not work") == "What is your account number?")
    #expect(script.machine.expectation == .digits(6))
    #expect(script.say("five five one").hasPrefix("I have 5 5 1."))
    #expect(script.say("zero nine three") == "A ticket for account 5 5 1 0 9 3, internet down. Right?")
    script.say("yep")
    #expect(script.call?.name == "open_ticket")
    #expect(script.call?.arguments["account"] == "551093")
    #expect(script.returns(["ticket": 1001, "spoken": "1 0 0 1", "hours": 4]).hasPrefix("Ticket 1 0 0 1 is open."))
    #expect(script.say("thank you goodbye").hasPrefix("Thank you for calling"))
  }

  @Test func supportByKeysAndHuman() throws {
    var script = FlowScript(ShippedScenarios.support)
    #expect(script.say("can you reset my password") == "What is your account number?")
    script.press("551093#")
    #expect(script.call?.name == "reset_password")
    #expect(script.returns(["number": "551093", "holder": "Peter"]).hasPrefix("Done, Peter."))
    script.say("how do I cancel my subscription")
    #expect(script.intent == "subscription")
    script.say("I want to speak to a human agent")
    #expect(script.transfer == "agent")
  }

  @Test func repairEndsWithAHuman() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    let first = script.say("blue elephants dance slowly")
    let second = script.say("blue elephants dance slowly")
    #expect(first != second)
    #expect(script.say("blue elephants dance slowly").contains("Shall I get someone"))
    script.say("yes")
    #expect(script.transfer == "staff")
  }

  @Test func repeatsWhatItSaid() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    let asked = script.say("a diavola please")
    #expect(script.say("sorry, what did you say?") == asked)
  }

  @Test func aCancelledTurnIsAsIfNotSaid() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    script.say("a small")
    script.machine.cancelTurn()
    script.say("a large diavola please")
    #expect(script.slots == ["size": "large", "pizza": "diavola"])
    script.machine.heard("")
    script.say("a large diavola please for pickup no make it medium")
    #expect(script.slots["pizza"] == "diavola")
  }

  @Test func oneConfirmationMakesOneCall() throws {
    var script = FlowScript(ShippedScenarios.pizza)
    script.say("a large diavola")
    script.say("for pickup")
    script.say("yes")
    #expect(script.call != nil)
    script.say("yes yes yes")
    #expect(script.call == nil)
    script.press("1")
    #expect(script.call == nil)
  }

  @Test func theSessionAnswersAsTheMachineDoes() async throws {
    let session = FlowSession(FlowScript(ShippedScenarios.pizza).machine)
    var text = ""
    for try await output in session.respond(to: .said("a small veggie")) {
      if case .text(let piece) = output { text += piece }
    }
    #expect(text == "What is the delivery address, or will you pick it up?")
  }

  @Test func promptsWithoutVariablesCanBeRenderedAhead() throws {
    let scenario = ShippedScenarios.pizza
    let prompts = FlowMachine.staticPrompts(
      scenario: scenario, variables: ["business": "Roma"], greeting: "Welcome to {{business}}.")
    #expect(prompts.first == "Welcome to Roma.")
    #expect(prompts.contains("Small, medium or large?"))
    #expect(!prompts.contains { $0.contains("{{") || $0.contains("Order") && $0.contains("is in.  ") })
  }
}
