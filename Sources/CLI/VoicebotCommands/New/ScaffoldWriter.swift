import JSON
import Loading
import Resources
import Shapes
import Templates
import YAMLTree

/// Makes the text of a new resource, from the language's own example of its kind and from what the repository has.
struct ScaffoldWriter {
  let kind: NewKind
  let name: String
  let repository: Repository
  let wantedTenant: String?
  let wantedScenario: String?

  /// A tenant that is not declared yet comes first.
  func scaffolds() throws -> [Scaffold] {
    guard kind.hasTenant else { return [try scaffold(tenant: nil)] }
    let tenant = try tenant()
    let declared = repository.result.resources.contains { $0.name.kind == .tenant && $0.name.name == tenant }
    let missing = Scaffold(
      path: "bots/\(tenant)/tenant.yaml",
      text: text(Self.document("Tenant", tenant, ["quotas": ["concurrentCalls": 10]]), "tenant", depth: 2), next: "")
    return (declared ? [] : [missing]) + [try scaffold(tenant: tenant)]
  }

  private func scaffold(tenant: String?) throws -> Scaffold {
    switch kind {
    case .bot: try bot(tenant ?? "")
    case .scenario: scenario()
    case .test: try test()
    case .environment: environment()
    case .ivr: menu(tenant ?? "")
    case .trunk, .provider, .sink, .knowledgebase: example(tenant ?? "")
    }
  }

  // MARK: Kinds

  /// As the tenant's or another bot of the scenario is, with a number of its own.
  private func bot(_ tenant: String) throws -> Scaffold {
    var spec = JSONObject()
    spec["numbers"] = [.string(freeNumber)]
    if let scenario = try scenarioName() {
      let model = named(.bot).first { $0.writtenSpec["scenario"]?.stringValue == scenario }
      spec["scenario"] = .string(scenario)
      spec["greeting"] = model?.writtenSpec["greeting"] ?? "Hello. How can I help?"
      for field in ["variables", "transfer"] { spec[field] = model?.writtenSpec[field] }
    } else {
      spec["brain"] = ["provider": "echo"]
    }
    return made(
      "bots/\(tenant)/\(name).yaml", Self.document("Bot", name, .object(spec)),
      next: "edit its greeting, then voicebot call \(name) --text")
  }

  private func scenario() -> Scaffold {
    let path = "scenarios/\(name)/scenario.yaml"
    let model = EmbeddedFile.minimal.first { $0.path.hasSuffix("/scenario.yaml") }?.text ?? ""
    let text = model.replacing("{name: reception}", with: "{name: \(name)}")
      .replacing("{{business}}", with: "our company")
    return Scaffold(path: path, text: text, next: "edit it, then voicebot new bot NAME --scenario \(name)")
  }

  private func test() throws -> Scaffold {
    guard let scenario = try scenarioName() else {
      throw CommandFailure(.notFound, "there is no scenario to test", fix: "voicebot new scenario NAME")
    }
    guard let bot = named(.bot).first(where: { $0.writtenSpec["scenario"]?.stringValue == scenario }) else {
      throw CommandFailure(
        .notFound, "no bot has the scenario `\(scenario)`", fix: "voicebot new bot NAME --scenario \(scenario)")
    }
    let shared = named(.bot).filter { $0.name.name == bot.name.name }.count > 1
    let bots = shared ? "\(bot.name.tenant ?? "")/\(bot.name.name)" : bot.name.name
    let path = "scenarios/\(scenario)/tests/\(name).yaml"
    return made(
      path, Self.document("Test", name, ["bot": .string(bots), "turns": [["hears": Self.heard(bot)]]]),
      next: "write what is said and what must be heard, then voicebot test \(path)")
  }

  /// What is surely heard first: the longest part of the greeting that has no variable.
  private static func heard(_ bot: Resource) -> JSONValue {
    let greeting = bot.writtenSpec["greeting"]?.stringValue ?? ""
    var parts: [Substring] = []
    for piece in greeting.split(separator: "{{") { parts.append(piece.split(separator: "}}").last ?? "") }
    let longest = parts.max { $0.count < $1.count }.map { $0.drop { !$0.isLetter } } ?? ""
    return longest.isEmpty
      ? ["matches": "."] : .string(longest.reversed().drop { $0.isWhitespace }.reversed().map(String.init).joined())
  }

  private func environment() -> Scaffold {
    let bot = named(.bot).first
    var metadata = JSONObject(distinct: [("name", .string(bot?.name.name ?? name))])
    metadata["tenant"] = bot?.name.tenant.map { .string($0) }
    let document: JSONValue = [
      "apiVersion": "voicebot/v1", "kind": "Bot", "metadata": .object(metadata),
      "spec": ["limits": ["concurrentCalls": 2]],
    ]
    return made(
      "environments/\(name).yaml", document,
      next: "change what differs there, then voicebot build --env \(name) --origins")
  }

  private func menu(_ tenant: String) -> Scaffold {
    var document = Self.example("Ivr", name)
    let bot = named(.bot).first { $0.name.tenant == tenant }
    if var spec = document["spec"]?.objectValue, var keys = spec["keys"]?.objectValue {
      keys["1"] = bot.map { ["bot": .string($0.name.name)] } ?? ["do": "repeat"]
      spec["keys"] = .object(keys)
      document = Self.document("Ivr", name, .object(spec))
    }
    return made(
      "bots/\(tenant)/\(name).yaml", document,
      next: "edit its prompts and keys; a bot falls back to it by `onFailure: {ivr: \(name)}`")
  }

  private func example(_ tenant: String) -> Scaffold {
    let title = ["knowledgebase": "KnowledgeBase"][kind.rawValue] ?? kind.rawValue.capitalizedFirst
    return made(
      "bots/\(tenant)/\(name).yaml", Self.example(title, name),
      next:
        "put your own values in; voicebot explain \(title) says what there is, voicebot secret check what is missing")
  }

  // MARK: Parts

  private func made(_ path: String, _ document: JSONValue, next: String) -> Scaffold {
    Scaffold(
      path: path, text: text(document, kind.schema, depth: path.split(separator: "/").count - 1),
      next: "\(path): \(next)")
  }

  /// In the form that `voicebot fmt` leaves as it is.
  private func text(_ document: JSONValue, _ schema: String, depth: Int) -> String {
    let root = String(repeating: "../", count: depth)
    let text = "# yaml-language-server: $schema=\(root)schemas/\(schema).json\n" + YAMLWriter.text(document)
    return (try? YAMLFormat.format(Array(text.utf8))).map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  private static func document(_ kind: String, _ name: String, _ spec: JSONValue) -> JSONValue {
    .object(
      JSONObject(distinct: [
        ("apiVersion", "voicebot/v1"), ("kind", .string(kind)), ("metadata", ["name": .string(name)]), ("spec", spec),
      ]))
  }

  private static func example(_ kind: String, _ name: String) -> JSONValue {
    let shown = (try? FieldExplanation.find(kind))?.json["document"]
    return document(kind, name, shown?["spec"] ?? .object(JSONObject()))
  }

  private func named(_ kind: ResourceName.Kind) -> [Resource] {
    repository.result.resources.filter { $0.name.kind == kind }
  }

  /// Three digits that no bot has.
  private var freeNumber: String {
    let taken = Set(named(.bot).flatMap { $0.writtenSpec["numbers"]?.arrayValue?.map(\.text) ?? [] })
    return (100...999).lazy.map(String.init).first { !taken.contains($0) } ?? "1000"
  }

  private func tenant() throws -> String {
    if let wantedTenant { return wantedTenant }
    if let standard = repository.result.snapshot?.project.defaultTenant { return standard }
    return try only(named(.tenant).map(\.name.name), "tenant") ?? "main"
  }

  private func scenarioName() throws -> String? {
    let known = named(.scenario).map(\.name.name)
    guard let wantedScenario else { return try only(known, "scenario") }
    guard known.contains(wantedScenario) else {
      throw CommandFailure(
        .notFound, "there is no scenario `\(wantedScenario)`", fix: "voicebot new scenario \(wantedScenario)")
    }
    return wantedScenario
  }

  private func only(_ names: [String], _ what: String) throws -> String? {
    guard names.count > 1 else { return names.first }
    throw CommandFailure(
      .usage, "which \(what)?", fix: "--\(what) with one of \(names.sorted().joined(separator: ", "))")
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
