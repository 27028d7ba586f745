import Dialog
import JSON
import Providers
import Testing

@testable import ProviderClients

@Suite struct WrittenCallTests {
  private static let tool = ChatTool(name: "place_order", description: "", parameters: ["type": "object"])

  private func events(_ pieces: [String], tools: [ChatTool] = [tool]) async throws -> [ChatEvent] {
    let base = ScriptedChatClient([.events(pieces.map { .text($0) } + [.finished(.stop, nil)])])
    var events: [ChatEvent] = []
    let request = ChatRequest(messages: [.system("x")], tools: tools)
    for try await event in WrittenCallChatClient(base).answer(request) { events.append(event) }
    #expect(events.last == .finished(.stop, nil))
    return events.dropLast()
  }

  private static let order = JSONObject(distinct: [("item", "pepperoni"), ("quantity", 2)])

  @Test(arguments: [
    ["{\"name\": \"place_order\", \"arguments\": {\"item\": \"pepperoni\", \"quantity\": 2}}"],
    ["  ", "{\"na", "me\": \"place_order\", \"parameters\": ", "{\"item\":\"pepperoni\",\"quantity\":2}}", "\n"],
    ["```json\n{\"name\":\"place_order\",\"arguments\":{\"item\":\"pepperoni\",\"quantity\":2}}\n```"],
    [
      "<tool",
      "_call>{\"name\":\"place_order\",\"arguments\":\"{\\\"item\\\":\\\"pepperoni\\\",\\\"quantity\\\":2}\"}</tool_call>",
    ],
  ])
  func aWrittenCallIsACall(pieces: [String]) async throws {
    #expect(
      try await events(pieces) == [.call(ToolCall(id: "written", name: "place_order", arguments: Self.order))])
  }

  @Test(arguments: [
    "{\"name\": \"rob_bank\", \"arguments\": {}}", "{\"name\": \"place_order\"",
    "{\"name\": \"place_order\", \"arguments\": 7}",
    "{curly} talk", "``", "<b>", "",
  ])
  func anythingElseIsText(text: String) async throws {
    #expect(try await events([text]) == (text.isEmpty ? [] : [.text(text)]))
  }

  @Test func proseIsNotHeldBack() async throws {
    #expect(try await events(["Sure", ", one moment. {"]) == [.text("Sure"), .text(", one moment. {")])
  }

  @Test func withoutToolsNothingIsACall() async throws {
    let text = "{\"name\": \"place_order\", \"arguments\": {}}"
    #expect(try await events([text], tools: []) == [.text(text)])
  }

  @Test func longTextIsProse() async throws {
    let text = "{" + String(repeating: "a", count: WrittenCallChatClient.maximumBytes)
    #expect(try await events([text]) == [.text(text)])
  }
}
