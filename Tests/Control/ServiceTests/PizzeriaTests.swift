import CallRuntime
import Caller
import Foundation
import JSON
import LocalSpeech
import Models
import PCM
import Providers
import Resources
import ScriptedServer
import Service
import TestRepository
import Testing

/// What it takes to run the real engines here.
enum Installed {
  static let store = ModelStore(root: ModelStore.defaultRoot(environment: ProcessInfo.processInfo.environment))

  static let hasModels: Bool = {
    if store.isComplete { return true }
    print("skipped: no models in \(store.root); set VOICEBOT_MODELS or run `voicebot models install`")
    return false
  }()
}

/// The shipped pizzeria, called by voice: first with the flow brain, then with a language model, on one runtime.
@Suite(.enabled(if: Installed.hasModels, "needs the speech models"), .timeLimit(.minutes(5)))
struct PizzeriaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func shipped(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  private static func repository() throws -> TestRepository {
    let repository = try TestRepository()
    var files: [String: String] = [:]
    for path in [
      "voicebot.yaml", "bots/roma/tenant.yaml", "bots/roma/pizzeria.yaml", "scenarios/pizza-ordering/scenario.yaml",
    ] { files[path] = try shipped(path) }
    try repository.commit(files, "The pizzeria")
    return repository
  }

  private static func speak(_ texts: [String], _ bench: ServiceBench) async throws -> [SpokenCaller.Line] {
    let voice = try bench.service.plane.engines.localSpeech().textToSpeech
    var lines: [SpokenCaller.Line] = []
    for text in texts {
      var samples: [Int16] = []
      for try await chunk in voice.speak(SpeechRequest(text: text, voice: "en-us")) { samples += chunk }
      lines.append(
        SpokenCaller.Line(text: text, samples: Resampler.convert(samples, from: voice.format.sampleRate, to: 8000)))
    }
    return lines
  }

  /// The rows of the orders' table, read through a tool of the scenario's own kind.
  private static func orders(_ bench: ServiceBench) async throws -> [JSONValue] {
    let snapshot = try #require(bench.service.snapshot)
    let bot = try #require(snapshot.bot(named: "pizzeria"))
    var scenario = try #require(snapshot.scenario(of: bot))
    scenario.tools = [
      Scenario.Tool(
        name: "list", description: "", effect: .read, parameters: ["type": "object"],
        run: .sql(database: "orders", statement: nil, returns: "SELECT * FROM orders ORDER BY number", many: true))
    ]
    let tools = bench.service.plane.engines.tools(call: "check", bot: bot, scenario: scenario)
    let result = await tools.run(ToolCall(id: "1", name: "list", arguments: JSONObject()), turn: 1)
    guard case .value(let value) = result.outcome else {
      Issue.record("\(result.outcome)")
      return []
    }
    return value["rows"]?.arrayValue ?? []
  }

  @Test func anOrderBySpeechAndThenByAnotherBrain() async throws {
    let bench = try await ServiceBench(Self.repository(), models: Installed.store.root)
    try await theFlowBrainTakesAnOrder(bench)
    try await aLanguageModelTakesTheNext(bench)
    try await bench.stop()
  }

  private func theFlowBrainTakesAnOrder(_ bench: ServiceBench) async throws {
    let lines = try await Self.speak(
      [
        "I'd like to order a large pepperoni pizza please.", "Delivery to forty two baker street.",
        "Yes, that's right.", "No, thank you. Goodbye.",
      ], bench)
    let report = try await bench.call("100", saying: lines, patience: .seconds(10))
    #expect(report.hungUpByBot && report.voiceToVoice.prefix(3).allSatisfy { $0 != nil })
    let call = try await bench.eventsOfLastCall()
    func all(_ type: String) -> [JSONValue] { call.filter { $0["type"]?.text == type } }
    let told = "\(call.map { JSONWriter.string($0) }.joined(separator: "\n"))"

    let orders = try await Self.orders(bench)
    #expect(orders.count == 1, "\(told)")
    #expect(orders.first?["item"] == "pepperoni" && orders.first?["size"] == "large", "\(orders)")
    #expect(orders.first?["quantity"] == 1 && orders.first?["total"] == 15, "\(orders)")
    #expect(orders.first?["address"]?.text.lowercased().contains("baker street") == true, "\(orders)")

    #expect(call.map { $0["seq"]?.integerValue } == (0..<Int64(call.count)).map { $0 })
    // The voice is another at each run, and so is the spelling of what it is heard to say; what it means is not.
    #expect(all("transcript.final").count >= 4, "\(told)")
    #expect(all("slot").contains { $0["name"] == "pizza" && $0["value"] == "pepperoni" }, "\(told)")
    #expect(all("tool.called").map { $0["name"]?.text } == ["place_order"])
    #expect(all("tool.returned").first?["result"]?["number"] == orders.first?["number"])
    #expect(all("bot.said").first?["text"] == "Welcome to Pizzeria Roma. What can I get you?")
    #expect(all("turn").count >= 4 && all("failed").isEmpty, "\(told)")
    for turn in all("turn") {
      let stages = turn["waterfall"]?.objectValue?.members.compactMap { $0.value.doubleValue } ?? []
      #expect(stages.count == 8 && stages.allSatisfy { $0 >= 0 })
      #expect(abs(stages.reduce(0, +) - (turn["voiceToVoiceMs"]?.doubleValue ?? -1)) < 0.01, "\(turn)")
    }
    #expect(all("call.ended").first?["by"] == "bot")
    try recordingIsWhole(try #require(all("recording").first?["path"]?.stringValue))
  }

  private func recordingIsWhole(_ path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let file = try WAVFile(parsing: bytes)
    #expect(file.sampleRate == 8000 && file.channels == 2)
    #expect(file.frameCount > 10 * 8000 && 44 + file.data.count == bytes.count)
    for channel in 0..<2 {
      let loudest = file.samples(ofChannel: channel, in: bytes).map { abs(Int($0)) }.max() ?? 0
      #expect(loudest > 2000, "channel \(channel) is silent")
    }
  }

  private func aLanguageModelTakesTheNext(_ bench: ServiceBench) async throws {
    let server = ScriptedServer { request in
      let messages = (try? JSONParser.parse(request.body))?["messages"]?.arrayValue ?? []
      if messages.last?["role"] == "tool" { return .chat(["Two small margheritas are ", "on the way. "]) }
      return .chat(calling: "place_order", arguments: ["item": "margherita", "size": "small", "quantity": 2])
    }
    defer { server.stop() }
    let revision = try bench.repository.commit(
      [
        "bots/roma/model.yaml": """
        apiVersion: voicebot/v1
        kind: Provider
        metadata: {name: model}
        spec: {driver: openai-chat, endpoint: "\(server.url)/v1", model: scripted}

        """,
        "bots/roma/pizzeria.yaml": try Self.shipped("bots/roma/pizzeria.yaml") + "  brain: {provider: model}\n",
      ], "A model takes the orders")
    #expect(try await eventually { bench.service.revision == revision }, "\(bench.refused)")
    let lines = try await Self.speak(["Two small margherita pizzas please."], bench)
    let report = try await bench.call("100", saying: lines, patience: .seconds(10))
    #expect(report.voiceToVoice.count == 1 && report.voiceToVoice[0] != nil)

    let call = try await bench.eventsOfLastCall()
    #expect(call.first?["revision"]?.text == revision)
    #expect(call.contains { $0["type"] == "tool.called" && $0["name"] == "place_order" })
    #expect(call.contains { $0["type"] == "bot.said" && $0["text"] == "Two small margheritas are on the way. " })
    let orders = try await Self.orders(bench)
    #expect(orders.count == 2 && orders.last?["item"] == "margherita" && orders.last?["total"] == 18, "\(orders)")
    #expect(server.requests.count == 2 && server.requests.allSatisfy { $0.path == "/v1/chat/completions" })
    let asked = try JSONParser.parse(try #require(server.requests.first).body)
    let offered = asked["tools"]?.arrayValue?.compactMap { $0["function"]?["name"]?.stringValue } ?? []
    #expect(Set(["place_order", "order_status", "cancel_order"]).isSubset(of: offered))
    let words = asked["messages"]?.arrayValue?.last { $0["role"] == "user" }?["content"]?.text ?? ""
    let heard = call.filter { $0["type"] == "transcript.final" }.compactMap { $0["text"]?.text }.filter { !$0.isEmpty }
    #expect(!words.isEmpty && words == heard.joined(separator: " "), "the model was told “\(words)”, not \(heard)")
  }
}
