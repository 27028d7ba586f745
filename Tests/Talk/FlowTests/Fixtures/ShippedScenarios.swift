/// The shipped scenarios without persona, tools' statements and databases, as JSON.
enum ShippedScenarios {
  static let pizza = ##"""
    {
     "name": "pizza-ordering",
     "intents": {
      "order": {
       "examples": [
        "I'd like to order a {size} {pizza} pizza please",
        "can I get {quantity} {size} {pizza} pizzas with {toppings}",
        "I want a {pizza}",
        "a {size} {pizza} please",
        "{quantity} {pizza} pizzas",
        "can I order a pizza",
        "I'd like to place an order",
        "give me a {size} pizza with {toppings}"
       ]
      },
      "change": {
       "examples": [
        "make it a {crust} with {toppings}",
        "make it {size}",
        "{toppings} please",
        "with {toppings}",
        "add {toppings}",
        "on a {crust} please",
        "I'd rather have a {pizza}",
        "actually make that {quantity}",
        "no onions please",
        "can you put {toppings} on it"
       ]
      },
      "delivery": {
       "examples": [
        "delivery to {address}",
        "deliver it to {address}",
        "can you bring it to {address}",
        "my address is {address}",
        "please deliver to {address}",
        "I'll pick it up",
        "for pickup"
       ]
      },
      "menu": {
       "examples": ["what pizzas do you have", "what's on the menu", "what do you have", "tell me the menu", "which pizzas are there", "what kinds of pizza can I get"]
      },
      "toppings": {
       "examples": ["what toppings do you have", "which toppings are there", "what can I put on it", "what extras do you have", "do you have any vegetarian toppings"]
      },
      "prices": {
       "examples": [
        "how much is a pizza",
        "how much is a {size} {pizza}",
        "what does a {size} pizza cost",
        "what are your prices"
       ]
      },
      "hours": {
       "examples": ["when do you close", "what are your opening hours", "are you open today", "how late can I order"]
      },
      "status": {
       "examples": ["where is my order", "how long until my pizza is here", "what is the status of my order", "has my order left yet"]
      },
      "cancel": {
       "examples": ["cancel my order", "I want to cancel", "cancel that", "forget the order", "please cancel the pizza", "never mind I don't want it any more"]
      },
      "human": {
       "examples": ["let me talk to someone", "can I speak to a person", "operator", "I want to talk to a human", "get me a member of staff"]
      },
      "goodbye": {
       "examples": ["thank you goodbye", "that's all", "that's everything thanks", "no thank you", "no thanks bye", "goodbye", "nothing else"]
      }
     },
     "slots": {
      "pizza": {
       "type": "enum",
       "ask": "Which pizza would you like?",
       "values": {
        "margherita": ["margarita", "margherita", "cheese pizza", "plain"],
        "pepperoni": ["peperoni", "pepper only"],
        "veggie": ["vegetarian", "vegetable"],
        "four cheese": ["quattro formaggi", "four cheeses"],
        "diavola": ["spicy salami", "devil"]
       }
      },
      "size": {
       "type": "enum",
       "ask": "Small, medium or large?",
       "values": {
        "small": ["little"],
        "medium": ["regular", "normal", "middle"],
        "large": ["big", "family", "extra large"]
       }
      },
      "quantity": {
       "type": "integer",
       "minimum": 1,
       "maximum": 20,
       "default": 1
      },
      "crust": {
       "type": "enum",
       "values": {
        "thin crust": ["thin", "thin base", "crispy"],
        "classic crust": ["classic", "thick crust", "pan", "normal crust"]
       }
      },
      "toppings": {
       "type": "enum",
       "many": true,
       "values": {
        "extra cheese": ["more cheese", "double cheese"],
        "mushrooms": ["mushroom"],
        "olives": ["olive"],
        "onions": ["onion"],
        "peppers": ["bell peppers", "green peppers"],
        "ham": [],
        "no onions": ["no onion", "without onions", "hold the onions"],
        "no olives": ["no olive", "without olives", "hold the olives"],
        "no mushrooms": ["no mushroom", "without mushrooms"]
       }
      },
      "address": {
       "type": "text",
       "ask": "What is the delivery address, or will you pick it up?"
      },
      "order-number": {
       "type": "digits",
       "ask": "What is the order number?"
      }
     },
     "steps": {
      "start": {
       "on": {
        "order": "take",
        "change": "take",
        "delivery": "take",
        "menu": "tell-menu",
        "toppings": "tell-toppings",
        "prices": "tell-prices",
        "hours": "tell-hours",
        "status": "find",
        "cancel": "drop",
        "human": "staff",
        "goodbye": "end"
       },
       "otherwise": "I can take an order or tell you the menu. What would you like?"
      },
      "take": {
       "collect": ["pizza", "size", "quantity", "crust", "toppings", "address"],
       "confirm": "{{quantity}} {{size}} {{pizza}} {{crust}} {{toppings}}, {{address}}. Is that right?",
       "then": "place"
      },
      "place": {
       "call": "place_order",
       "with": {
        "item": "{{pizza}}",
        "size": "{{size}}",
        "quantity": "{{quantity}}",
        "crust": "{{crust}}",
        "toppings": "{{toppings}}",
        "address": "{{address}}"
       },
       "say": "Order {{result.number}} is in. That is {{result.total}} dollars, ready in {{result.minutes}} minutes. Anything else?",
       "onError": "failed",
       "next": "placed"
      },
      "placed": {
       "on": {
        "cancel": "which-order",
        "status": "find",
        "goodbye": "end",
        "human": "staff"
       },
       "otherwise": "Your order is in. Is there anything else?"
      },
      "find": {
       "collect": ["order-number"],
       "then": "tell-status"
      },
      "tell-status": {
       "call": "order_status",
       "with": {
        "number": "{{order-number}}"
       },
       "say": "Order {{result.number}} is {{result.status}}. Anything else?",
       "onError": "no-such-order",
       "next": "start"
      },
      "drop": {
       "say": "Alright, I have dropped that. What would you like instead?",
       "next": "start"
      },
      "which-order": {
       "collect": ["order-number"],
       "confirm": "Cancel order {{order-number}}?",
       "then": "cancel-order"
      },
      "cancel-order": {
       "call": "cancel_order",
       "with": {
        "number": "{{order-number}}"
       },
       "say": "Order {{result.number}} is cancelled. Anything else?",
       "onError": "no-such-order",
       "next": "start"
      },
      "no-such-order": {
       "say": "I can't find that order. Let me get someone.",
       "transfer": "staff"
      },
      "tell-menu": {
       "say": "Margherita, pepperoni, veggie, four cheese and diavola. Which one would you like?",
       "next": "start"
      },
      "tell-toppings": {
       "say": "Extra cheese, mushrooms, olives, onions, peppers and ham. What would you like?",
       "next": "start"
      },
      "tell-prices": {
       "say": "Small is nine, medium twelve and large fifteen dollars. What would you like?",
       "next": "start"
      },
      "tell-hours": {
       "say": "We are open every day from ten to ten. What can I get you?",
       "next": "start"
      },
      "failed": {
       "say": "I could not place the order. Let me get someone.",
       "transfer": "staff"
      },
      "staff": {
       "say": "One moment, I'll connect you.",
       "transfer": "staff"
      },
      "end": {
       "say": "Thank you, goodbye.",
       "do": "hangup"
      }
     },
     "tools": {
      "place_order": "write",
      "order_status": "read",
      "cancel_order": "irreversible"
     },
     "guardrails": {
      "never": ["card numbers", "medical advice"],
      "maxTurns": 40,
      "offTopic": "I can only help with pizza."
     }
    }
    """##

  static let hotel = ##"""
    {
     "name": "hotel-booking",
     "intents": {
      "book": {
       "examples": [
        "I would like to book a {room} room for {nights} nights",
        "I want to book a room",
        "can I make a reservation",
        "I need a {room} for {nights} nights",
        "book a {room} room please",
        "I'd like a room from {arrival} to {departure}",
        "a {room} room with a {view} view please"
       ]
      },
      "details": {
       "examples": [
        "from {arrival} to {departure}",
        "arriving on {arrival}",
        "for {nights} nights",
        "my name is {guest}",
        "the name is {guest}",
        "{adults} adults and {children} child",
        "{adults} adults and {children} children",
        "{adults} adults",
        "we are {adults} people"
       ]
      },
      "available": {
       "examples": [
        "do you have a {room} room free",
        "is there a room free on {arrival}",
        "are there any rooms available",
        "do you have anything from {arrival} to {departure}",
        "what rooms are free",
        "check availability"
       ]
      },
      "view": {
       "examples": [
        "do you have a room with a {view} view",
        "is there a room with a sea view",
        "can I see the {view} from the room",
        "I'd like a room with a view"
       ]
      },
      "rooms": {
       "examples": [
        "what rooms do you have",
        "what kinds of room are there",
        "how much is a room",
        "how much does a {room} room cost",
        "what are your prices"
       ]
      },
      "breakfast": {
       "examples": ["is breakfast included", "do you serve breakfast", "what time is breakfast", "how much is breakfast"]
      },
      "check-in": {
       "examples": ["what time is check in", "when can I check in", "how early can we arrive"]
      },
      "check-out": {
       "examples": ["what time is check out", "when do we have to leave the room", "can I check out late"]
      },
      "parking": {
       "examples": ["do you have parking", "where can I park", "is there a garage"]
      },
      "lookup": {
       "examples": [
        "my booking number is {booking}",
        "booking number {booking}",
        "I have a booking",
        "I want to check my reservation",
        "can you look up my booking"
       ]
      },
      "accept": {
       "examples": ["yes please", "yes book it", "yes", "sure go ahead", "that would be nice"]
      },
      "decline": {
       "examples": ["no", "not now", "maybe later", "no I don't think so"]
      },
      "cancel": {
       "examples": [
        "I want to cancel my booking",
        "cancel my reservation",
        "please cancel booking {booking}",
        "cancel it",
        "I can't come any more"
       ]
      },
      "human": {
       "examples": ["let me talk to someone", "can I speak to reception", "I want to speak to a human", "operator", "connect me to the front desk"]
      },
      "goodbye": {
       "examples": ["thank you goodbye", "that's all thanks", "no thank you", "goodbye", "nothing else", "that's everything"]
      }
     },
     "slots": {
      "room": {
       "type": "enum",
       "ask": "A single, a double or a suite?",
       "values": {
        "single": ["single room", "room for one"],
        "double": ["double room", "twin", "room for two"],
        "suite": ["sweet", "family room"]
       }
      },
      "view": {
       "type": "enum",
       "values": {
        "sea": ["ocean", "sea view", "seaside"],
        "garden": ["garden view", "park"],
        "city": ["city view", "street"]
       }
      },
      "arrival": {
       "type": "date",
       "ask": "What day do you arrive?"
      },
      "departure": {
       "type": "date"
      },
      "nights": {
       "type": "integer",
       "minimum": 1,
       "maximum": 30,
       "ask": "How many nights?"
      },
      "adults": {
       "type": "integer",
       "minimum": 1,
       "maximum": 6
      },
      "children": {
       "type": "integer",
       "minimum": 0,
       "maximum": 6
      },
      "guest": {
       "type": "name",
       "ask": "What name is it under?"
      },
      "booking": {
       "type": "digits",
       "count": 4,
       "ask": "What is your booking number?"
      }
     },
     "steps": {
      "start": {
       "on": {
        "book": "book",
        "details": "book",
        "available": "check",
        "view": "tell-view",
        "rooms": "tell-rooms",
        "breakfast": "tell-breakfast",
        "check-in": "tell-check-in",
        "check-out": "tell-check-out",
        "parking": "tell-parking",
        "lookup": "lookup",
        "cancel": "cancel",
        "human": "reception",
        "goodbye": "end"
       },
       "otherwise": "I can check rooms, book one, or cancel a booking. Which is it?"
      },
      "check": {
       "collect": ["room", "view", "arrival", "departure", "nights"],
       "then": "tell-availability"
      },
      "tell-availability": {
       "call": "check_availability",
       "with": {
        "room": "{{room}}",
        "view": "{{view}}",
        "arrival": "{{arrival}}",
        "departure": "{{departure}}",
        "nights": "{{nights}}"
       },
       "say": "Yes, we have {{result.free}} free, at {{result.price}} dollars a night. Shall I book one?",
       "onError": "full",
       "next": "offered"
      },
      "offered": {
       "on": {
        "accept": "book",
        "book": "book",
        "details": "book",
        "decline": "start",
        "human": "reception",
        "goodbye": "end"
       },
       "otherwise": "Shall I book it?"
      },
      "book": {
       "collect": ["room", "view", "arrival", "departure", "nights", "adults", "children", "guest"],
       "confirm": "{{room}} room, {{arrival}}, {{nights}} nights, for {{guest}}. Is that right?",
       "then": "place"
      },
      "place": {
       "call": "book_room",
       "with": {
        "room": "{{room}}",
        "view": "{{view}}",
        "arrival": "{{arrival}}",
        "departure": "{{departure}}",
        "nights": "{{nights}}",
        "adults": "{{adults}}",
        "children": "{{children}}",
        "guest": "{{guest}}"
       },
       "say": "Booked. Your number is {{result.spoken}}, {{result.total}} dollars in all. Anything else?",
       "onError": "full",
       "next": "start"
      },
      "lookup": {
       "collect": ["booking"],
       "then": "tell-booking"
      },
      "tell-booking": {
       "call": "find_booking",
       "with": {
        "booking": "{{booking}}"
       },
       "say": "A {{result.room}} for {{result.guest}}, {{result.arrival}}, {{result.nights}} nights. Anything else?",
       "onError": "no-such-booking",
       "next": "start"
      },
      "cancel": {
       "collect": ["booking"],
       "confirm": "Cancel booking {{booking}}?",
       "then": "cancel-booking"
      },
      "cancel-booking": {
       "call": "cancel_booking",
       "with": {
        "booking": "{{booking}}"
       },
       "say": "The booking for {{result.guest}} is cancelled. Anything else?",
       "onError": "no-such-booking",
       "next": "start"
      },
      "no-such-booking": {
       "say": "I can't find that booking. Let me get reception.",
       "transfer": "reception"
      },
      "full": {
       "say": "I'm sorry, we have nothing free then. Another room or day?",
       "next": "start"
      },
      "tell-view": {
       "say": "Yes, doubles and suites can have a sea view. Shall I book one?",
       "next": "offered"
      },
      "tell-rooms": {
       "say": "Singles are eighty, doubles one hundred twenty, suites two hundred dollars. Which one?",
       "next": "start"
      },
      "tell-breakfast": {
       "say": "Yes, breakfast is included, from seven to ten. Anything else?",
       "next": "start"
      },
      "tell-check-in": {
       "say": "Check in is from three in the afternoon. Anything else?",
       "next": "start"
      },
      "tell-check-out": {
       "say": "Check out is until eleven. Anything else?",
       "next": "start"
      },
      "tell-parking": {
       "say": "Yes, our garage is free for guests. Anything else?",
       "next": "start"
      },
      "reception": {
       "say": "One moment, I'll connect you.",
       "transfer": "reception"
      },
      "end": {
       "say": "Thank you, goodbye.",
       "do": "hangup"
      }
     },
     "tools": {
      "check_availability": "read",
      "book_room": "write",
      "find_booking": "read",
      "cancel_booking": "irreversible"
     },
     "guardrails": {
      "never": ["card numbers"],
      "maxTurns": 60,
      "offTopic": "I can only help with rooms and bookings."
     }
    }
    """##

  static let support = ##"""
    {
     "name": "support-triage",
     "intents": {
      "problem": {
       "examples": [
        "my {topic} is not working",
        "my internet is not working since yesterday",
        "the {topic} is {symptom}",
        "the router light is blinking red",
        "I have a problem with my {topic}",
        "the connection is very slow",
        "I can't get online",
        "I have no signal",
        "something is broken"
       ]
      },
      "still-broken": {
       "examples": [
        "it still does not work",
        "it's still not working",
        "that did not help",
        "no it does not",
        "still the same",
        "it is still {symptom}",
        "I already tried that",
        "no"
       ]
      },
      "works": {
       "examples": ["it works now", "yes it works", "that helped", "it's fine again", "yes", "great it is back"]
      },
      "password": {
       "examples": ["can you reset my password", "I forgot my password", "I can't log in", "I need a new password", "my password does not work"]
      },
      "account": {
       "examples": [
        "my account number is {account}",
        "account {account}",
        "the number is {account}",
        "my customer number is {account}"
       ]
      },
      "ticket": {
       "examples": ["please open a ticket", "I want to report a fault", "can someone come and look at it", "I'd like to make a complaint"]
      },
      "status": {
       "examples": [
        "what is the status of my ticket",
        "any news on my ticket",
        "is there progress on ticket {ticket}",
        "my ticket number is {ticket}"
       ]
      },
      "subscription": {
       "examples": ["how do I cancel my subscription", "I want to cancel my contract", "I want to end my subscription", "how can I leave"]
      },
      "billing": {
       "examples": ["my bill is wrong", "why is my bill so high", "I have a question about my invoice", "I was charged twice"]
      },
      "human": {
       "examples": ["I want to speak to a human agent", "let me talk to a person", "can I speak to someone", "give me an agent", "operator", "a real person please"]
      },
      "goodbye": {
       "examples": ["thank you goodbye", "thanks bye", "that's all", "goodbye", "nothing else", "no that's everything thank you"]
      }
     },
     "slots": {
      "topic": {
       "type": "enum",
       "ask": "Is it the internet, the router, the phone or email?",
       "values": {
        "internet": ["wifi", "wi-fi", "connection", "network", "online", "signal"],
        "router": ["modem", "box", "router light"],
        "phone": ["telephone", "landline", "line"],
        "email": ["mail", "e-mail", "inbox"]
       }
      },
      "symptom": {
       "type": "enum",
       "ask": "Is it down, slow, or is a light blinking?",
       "values": {
        "down": ["not working", "does not work", "doesn't work", "broken", "dead", "no signal", "stopped"],
        "slow": ["very slow", "laggy", "unstable", "drops"],
        "blinking red": ["blinking", "red light", "flashing", "red"]
       }
      },
      "since": {
       "type": "enum",
       "values": {
        "today": ["this morning", "an hour ago"],
        "yesterday": ["since yesterday", "last night"],
        "last week": ["a week", "days", "a few days"]
       }
      },
      "account": {
       "type": "digits",
       "count": 6,
       "ask": "What is your account number?"
      },
      "ticket": {
       "type": "digits",
       "count": 4,
       "ask": "What is the ticket number?"
      }
     },
     "steps": {
      "start": {
       "on": {
        "problem": "describe",
        "still-broken": "open",
        "works": "solved",
        "password": "password",
        "account": "identify",
        "ticket": "open",
        "status": "status",
        "subscription": "tell-subscription",
        "billing": "agent",
        "human": "agent",
        "goodbye": "end"
       },
       "otherwise": "I can help with your connection, your password or a ticket. What is the problem?"
      },
      "describe": {
       "collect": ["topic", "symptom", "since"],
       "then": "advise"
      },
      "advise": {
       "say": "Please unplug the router, wait ten seconds, and plug it in. Does it work now?",
       "on": {
        "works": "solved",
        "still-broken": "open",
        "problem": "open",
        "ticket": "open",
        "human": "agent",
        "goodbye": "end"
       },
       "otherwise": "Does it work now?"
      },
      "solved": {
       "say": "Good to hear. Anything else?",
       "next": "start"
      },
      "open": {
       "collect": ["topic", "symptom", "since", "account"],
       "confirm": "A ticket for account {{account}}, {{topic}} {{symptom}}. Right?",
       "then": "file"
      },
      "file": {
       "call": "open_ticket",
       "with": {
        "account": "{{account}}",
        "topic": "{{topic}}",
        "symptom": "{{symptom}}",
        "since": "{{since}}"
       },
       "say": "Ticket {{result.spoken}} is open. We call you within {{result.hours}} hours. Anything else?",
       "onError": "unknown",
       "next": "start"
      },
      "password": {
       "collect": ["account"],
       "then": "reset"
      },
      "reset": {
       "call": "reset_password",
       "with": {
        "account": "{{account}}"
       },
       "say": "Done, {{result.holder}}. A link is on its way to your email. Anything else?",
       "onError": "unknown",
       "next": "start"
      },
      "identify": {
       "collect": ["account"],
       "then": "greet"
      },
      "greet": {
       "call": "find_account",
       "with": {
        "account": "{{account}}"
       },
       "say": "Thank you, {{result.holder}}. What can I do for you?",
       "onError": "unknown",
       "next": "start"
      },
      "status": {
       "collect": ["ticket"],
       "then": "tell-status"
      },
      "tell-status": {
       "call": "ticket_status",
       "with": {
        "ticket": "{{ticket}}"
       },
       "say": "Your {{result.topic}} ticket is {{result.status}}. Anything else?",
       "onError": "no-such-ticket",
       "next": "start"
      },
      "no-such-ticket": {
       "say": "I can't find that ticket. Let me get an agent.",
       "transfer": "agent"
      },
      "unknown": {
       "say": "I can't find that account. Let me get an agent.",
       "transfer": "agent"
      },
      "tell-subscription": {
       "say": "You can cancel in your account online, with a month's notice, or ask for an agent. Anything else?",
       "next": "start"
      },
      "agent": {
       "say": "One moment, I'll connect you to an agent.",
       "transfer": "agent"
      },
      "end": {
       "say": "Thank you for calling, goodbye.",
       "do": "hangup"
      }
     },
     "tools": {
      "open_ticket": "write",
      "reset_password": "write",
      "find_account": "read",
      "ticket_status": "read"
     },
     "guardrails": {
      "never": ["passwords", "card numbers"],
      "maxTurns": 60,
      "offTopic": "I can only help with your connection and your account."
     }
    }
    """##
}
