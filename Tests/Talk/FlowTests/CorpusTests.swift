import Flow
import JSON
import Providers
import Resources
import Testing

/// What callers say first, what it means, and how many of them must be understood.
@Suite struct CorpusTests {
  struct Line: Sendable {
    var text: String
    var intent: String
    var slots: [String: JSONValue]
    init(_ text: String, _ intent: String, _ slots: [String: JSONValue] = [:]) {
      self.text = text
      self.intent = intent
      self.slots = slots
    }
  }

  static let pizza: [Line] = [
    Line("I'd like to order a large pepperoni pizza please", "order", ["size": "large", "pizza": "pepperoni"]),
    Line("Hi, um, could I get a medium veggie pizza?", "order", ["size": "medium", "pizza": "veggie"]),
    Line("Two small diavolas please.", "order", ["quantity": 2, "size": "small", "pizza": "diavola"]),
    Line("I'll have a big margarita", "order", ["size": "large", "pizza": "margherita"]),
    Line(
      "let me get three large four cheese pizzas", "order", ["quantity": 3, "size": "large", "pizza": "four cheese"]),
    Line("I'd like to order a large pepper only pizza please.", "order", ["size": "large", "pizza": "pepperoni"]),
    Line("I like to order a large peperone pizza, please.", "order", ["size": "large", "pizza": "pepperoni"]),
    Line(
      "can I get two medium margarita pizza's with extra cheese", "order",
      ["quantity": 2, "size": "medium", "pizza": "margherita", "toppings": "extra cheese"]),
    Line("can i order some pizza", "order"),
    Line("I want to place an order for delivery", "order"),
    Line("a family size spicy salami", "order", ["size": "large", "pizza": "diavola"]),
    Line("give me a regular quattro formaggi", "order", ["size": "medium", "pizza": "four cheese"]),
    Line("a large deeavola please", "order", ["size": "large", "pizza": "diavola"]),
    Line(
      "I'd like a vegetarian pizza with olives and mushrooms", "order",
      ["pizza": "veggie", "toppings": "olives and mushrooms"]),
    Line("diavola large", "order", ["pizza": "diavola", "size": "large"]),
    Line("a couple of pepperoni pizzas", "order", ["quantity": 2, "pizza": "pepperoni"]),
    Line(
      "make it a thin crust with mushrooms and olives", "change",
      ["crust": "thin crust", "toppings": "mushrooms and olives"]),
    Line("no onions please", "change", ["toppings": "no onions"]),
    Line("delivery to forty two baker street", "delivery", ["address": "forty two baker street"]),
    Line("please deliver it to 10 Downing Street", "delivery", ["address": "10 Downing Street"]),
    Line("what's on the menu today", "menu"),
    Line("what kind of pizzas do you have", "menu"),
    Line("what do you have", "menu"),
    Line("which pizzas do you have", "menu"),
    Line("what toppings do you have", "toppings"),
    Line("What toping do you have?", "toppings"),
    Line("which toppings can I get", "toppings"),
    Line("how much is a large pizza", "prices"),
    Line("what does a small diavola cost", "prices"),
    Line("what are the prices", "prices"),
    Line("how much does it cost", "prices"),
    Line("when are you open", "hours"),
    Line("what time do you close", "hours"),
    Line("are you still open", "hours"),
    Line("where's my order", "status"),
    Line("how long until my pizza arrives", "status"),
    Line("what's the status of my order", "status"),
    Line("cancel my order", "cancel"),
    Line("I want to cancel my order please", "cancel"),
    Line("Council my order.", "cancel"),
    Line("never mind, I don't want it", "cancel"),
    Line("can I talk to a person", "human"),
    Line("let me speak to someone please", "human"),
    Line("operator", "human"),
    Line("I want to talk to a real human", "human"),
    Line("no that's all thanks", "goodbye"),
    Line("goodbye", "goodbye"),
    Line("that's everything, thank you", "goodbye"),
  ]

  static let hotel: [Line] = [
    Line("I would like to book a double room for two nights", "book", ["room": "double", "nights": 2]),
    Line("I'd like to book a single room", "book", ["room": "single"]),
    Line("can I book a sweet for three nights please", "book", ["room": "suite", "nights": 3]),
    Line("I need a double for one night", "book", ["room": "double", "nights": 1]),
    Line("I want to make a reservation", "book"),
    Line("book a room for tomorrow", "book", ["arrival": "2026-11-23"]),
    Line("I would like to book a dubble room for two knights", "book", ["room": "double"]),
    Line(
      "from the fourteenth of march to the sixteenth of march", "details",
      ["arrival": "2027-03-14", "departure": "2027-03-16"]),
    Line("From March 14th to March 16th.", "details", ["arrival": "2027-03-14", "departure": "2027-03-16"]),
    Line("my name is peter johnson", "details", ["guest": "Peter Johnson"]),
    Line("three adults and one child", "details", ["adults": 3, "children": 1]),
    Line("do you have a double room available", "available", ["room": "double"]),
    Line("is there a room free on december third", "available", ["arrival": "2026-12-03"]),
    Line("are there rooms available next week", "available"),
    Line("do you have a room with a sea view", "view"),
    Line("do you have rooms with a see view", "view"),
    Line("is there a room with an ocean view", "view"),
    Line("what kind of rooms do you have", "rooms"),
    Line("how much is a double room", "rooms"),
    Line("what does a suite cost", "rooms"),
    Line("is breakfast included", "breakfast"),
    Line("is the breakfast included in the price", "breakfast"),
    Line("when is breakfast served", "breakfast"),
    Line("what time is check in", "check-in"),
    Line("What time is check-in?", "check-in"),
    Line("when can we check in", "check-in"),
    Line("what time is check out", "check-out"),
    Line("when do I have to check out", "check-out"),
    Line("is there parking", "parking"),
    Line("where can I park my car", "parking"),
    Line("do you have a garage", "parking"),
    Line("my booking number is seven four nine two", "lookup", ["booking": "7492"]),
    Line("my booking number is 7492", "lookup", ["booking": "7492"]),
    Line("I have a booking, the number is seven four nine two", "lookup", ["booking": "7492"]),
    Line("can you check my reservation", "lookup"),
    Line("I need to cancel my booking", "cancel"),
    Line("please cancel booking 7492", "cancel", ["booking": "7492"]),
    Line("I'd like to cancel my reservation", "cancel"),
    Line("can I speak to someone at reception", "human"),
    Line("I want to talk to a human", "human"),
    Line("that's all, thanks, bye", "goodbye"),
  ]

  static let support: [Line] = [
    Line(
      "my internet is not working since yesterday", "problem",
      ["topic": "internet", "symptom": "down", "since": "yesterday"]),
    Line("My internet isn't working.", "problem", ["topic": "internet", "symptom": "down"]),
    Line("the wifi is really slow", "problem", ["topic": "internet", "symptom": "slow"]),
    Line("the router light is blinking red", "problem", ["topic": "router", "symptom": "blinking red"]),
    Line("The rooter light is blinking red.", "problem", ["symptom": "blinking red"]),
    Line("my phone line is dead", "problem", ["topic": "phone", "symptom": "down"]),
    Line("I can't get online", "problem"),
    Line("I have a problem with my email", "problem", ["topic": "email"]),
    Line("the connection drops all the time", "problem", ["topic": "internet", "symptom": "slow"]),
    Line("it still does not work", "still-broken"),
    Line("it's still not working", "still-broken"),
    Line("it still doesn't work", "still-broken"),
    Line("can you reset my password", "password"),
    Line("I forgot my password", "password"),
    Line("I need to reset my pass word", "password"),
    Line("my account number is five five one zero nine three", "account", ["account": "551093"]),
    Line("My account number is 551093.", "account", ["account": "551093"]),
    Line("account double five one oh nine three", "account", ["account": "551093"]),
    Line("I want to report a fault", "ticket"),
    Line("can you open a ticket please", "ticket"),
    Line("what's the status of my ticket", "status"),
    Line("is there any news on ticket one zero zero one", "status", ["ticket": "1001"]),
    Line("how do I cancel my subscription", "subscription"),
    Line("I'd like to cancel my contract", "subscription"),
    Line("my bill is too high", "billing"),
    Line("I have a question about my bill", "billing"),
    Line("you charged me twice", "billing"),
    Line("I want to speak to a human agent", "human"),
    Line("can I talk to a real person", "human"),
    Line("give me a human", "human"),
    Line("thank you goodbye", "goodbye"),
    Line("no that's all thank you", "goodbye"),
  ]

  private func misunderstood(_ lines: [Line], _ fixture: Scenario) -> [String] {
    var wrong: [String] = []
    for line in lines {
      var script = FlowScript(fixture)
      script.say(line.text)
      let missing = line.slots.filter { script.slots[$0.key] != $0.value }
      // Where two intents lead to the same step, either will do.
      let step = script.step
      let sameStep = script.machine.target(of: line.intent) == step && step != nil
      let answered = script.intent == line.intent || sameStep
      if !answered || !missing.isEmpty {
        wrong.append(
          "\(line.text) → \(script.intent ?? "nothing") \(script.slots) instead of \(line.intent) \(line.slots)")
      }
    }
    return wrong
  }

  @Test func reasonableLinesAreUnderstood() throws {
    let wrong =
      misunderstood(Self.pizza, ShippedScenarios.pizza) + misunderstood(Self.hotel, ShippedScenarios.hotel)
      + misunderstood(Self.support, ShippedScenarios.support)
    let total = Self.pizza.count + Self.hotel.count + Self.support.count
    #expect(total >= 120)
    #expect(wrong.count * 120 <= 4 * total, "\(wrong.count) of \(total): \(wrong.joined(separator: "\n"))")
  }

  @Test(arguments: [
    "the weather is lovely in spain", "do you sell cars", "my dog ate the sofa", "asdf qwer zxcv", "blah",
    "what is the capital of france", "sing me a song",
  ])
  func nonsenseIsNotUnderstood(text: String) throws {
    for fixture in [ShippedScenarios.pizza, ShippedScenarios.hotel, ShippedScenarios.support] {
      var script = FlowScript(fixture)
      script.say(text)
      #expect(script.intent == nil)
      #expect(script.call == nil)
    }
  }
}
