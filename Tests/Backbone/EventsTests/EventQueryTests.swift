import Events
import Testing

@Suite struct EventQueryTests {
  @Test(arguments: [
    ("", EventQuery()),
    ("from=17&follow=true", EventQuery(from: 17, follow: true)),
    ("call=a%2Fb&bot=x+y&tenant=%C3%BC", EventQuery(filter: EventFilter(call: "a/b", tenant: "ü", bot: "x y"))),
    ("type=turn,dtmf&type=hold", EventQuery(filter: EventFilter(types: [.turn, .dtmf, .hold]))),
    ("type=tool.*", EventQuery(filter: EventFilter(types: [.toolCalled, .toolReturned]))),
    ("call=", EventQuery(filter: EventFilter(call: ""))),
  ]) func means(text: String, query: EventQuery) throws {
    #expect(try EventQuery.parse(text) == query)
    #expect(try EventQuery.parse(query.text) == query)
  }

  @Test(arguments: [
    ("from=x", EventQueryError.badValue(name: "from", value: "x")),
    ("from=-1", .badValue(name: "from", value: "-1")),
    ("follow=perhaps", .badValue(name: "follow", value: "perhaps")),
    ("type=turns", .unknownType("turns")),
    ("type=zz*", .unknownType("zz*")),
    ("type=", .badValue(name: "type", value: "")),
    ("bott=x", .unknownParameter("bott")),
    ("call=%zz", .badEncoding),
    ("call=%ff", .badEncoding),
    (String(repeating: "call=x&", count: 33), .tooLong),
    ("call=" + String(repeating: "x", count: 5000), .tooLong),
  ]) func isRefused(text: String, error: EventQueryError) {
    #expect(throws: error) { try EventQuery.parse(text) }
  }

  @Test func filtersByEveryCondition() {
    let event = Event(time: 0, call: "c", tenant: "t", bot: "b", sequence: 0, body: .dtmf(digit: "1"))
    #expect(EventFilter.all.matches(event))
    #expect(EventFilter(call: "c", tenant: "t", bot: "b", types: [.dtmf]).matches(event))
    for other in [
      EventFilter(call: "x"), EventFilter(tenant: "x"), EventFilter(bot: "x"), EventFilter(types: [.turn]),
      EventFilter(types: []), EventFilter(call: ""),
    ] {
      #expect(!other.matches(event))
    }
  }
}
