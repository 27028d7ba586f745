import CallRuntime
import Events
import Testing

@Suite struct CallEventsTests {
  @Test func numbersFollowTheOrderOfArrival() async {
    let collector = EventCollector()
    let events = collector.makeEvents()
    await withTaskGroup(of: Void.self) { group in
      for publisher in 0..<8 {
        group.addTask {
          for number in 0..<500 { events.publish(.transcriptPartial(text: "\(publisher)", utterance: number)) }
        }
      }
    }
    let all = collector.all
    #expect(all.map(\.sequence) == Array(0..<4000))
    #expect(all.allSatisfy { $0.call == "c" && $0.tenant == "t" && $0.bot == "b" && $0.time == 17 })
    for publisher in 0..<8 {
      let own = all.compactMap { event -> Int? in
        guard case .transcriptPartial("\(publisher)", let number) = event.body else { return nil }
        return number
      }
      #expect(own == Array(0..<500))
    }
  }
}
