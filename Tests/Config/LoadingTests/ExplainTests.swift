import Diagnostics
import FuzzRounds
import JSON
import Loading
import Resources
import Shapes
import Testing
import YAMLTree

@Suite struct ExplainTests {
  @Test(arguments: [
    ("Bot", "Bot"), ("bot", "Bot"), ("BOT.NUMBERS", "Bot.spec.numbers"), ("Bot.spec", "Bot.spec"),
    ("bot.metadata.name", "Bot.metadata.name"), ("Bot.kind", "Bot.kind"),
    ("Bot.spec.transfer.staff.to", "Bot.spec.transfer.<name>.to"), ("bot.transfer.to", "Bot.spec.transfer.<name>.to"),
    ("Bot.transfer.staff", "Bot.spec.transfer.<name>"), ("Bot.transfer.to.to", "Bot.spec.transfer.<name>.to"),
    ("Bot.turns.silence[0].after", "Bot.spec.turns.silence[].after"),
    ("Bot.turns.silence[].after", "Bot.spec.turns.silence[].after"),
    ("Bot.turns.silence.after", "Bot.spec.turns.silence[].after"),
    ("scenario.steps.start.on", "Scenario.spec.steps.<name>.on"),
    (
      "scenario.tools[2].run.sql.statement",
      "Scenario.spec.tools[].run.sql.statement"
    ),
    ("Project.contexts.production.server", "Project.spec.contexts.<name>.server"),
    ("Ivr.keys.1.bot", "Ivr.spec.keys.<name>.bot"), ("Scenario.outcome.properties.x", "Scenario.spec.outcome"),
  ]) func finds(_ query: String, _ path: String) throws {
    let found = try FieldExplanation.find(query)
    #expect(found.json["path"]?.stringValue == path)
    #expect(found.text.hasPrefix(path + "\n"))
  }

  /// What is copied out of an explanation is no other mistake: lists are lists at any depth.
  @Test(arguments: [
    "Scenario.tools.run.sql.statement", "Project.policies.waivers.expires", "Bot.turns.silence.after", "Bot.numbers[0]",
    "Test.turns.expect.tool",
  ]) func examplesHoldInTheirPlace(_ query: String) throws {
    let found = try FieldExplanation.find(query)
    let kind = try #require(found.path.first.flatMap { ResourceName.Kind(rawValue: $0) })
    let example = try #require(found.example)
    let documents = try YAMLTree.parse(Array(YAMLWriter.text(example).utf8)).documents
    var checker = ShapeChecker(report: Report(file: "x"))
    let document = try #require(documents.first)
    checker.checkObject(document, KindShape.of(kind), anchor: document.range)
    let codes = Set(checker.report.diagnostics.map(\.code))
    #expect(codes.isSubset(of: [.missingField, .exactlyOne, .notCarriedOut]), "\(checker.report.diagnostics)")
  }

  @Test(arguments: [
    ("Bto", "there is no kind `Bto`", "did you mean `Bot`?"),
    ("Bto.spec.turns", "there is no kind `Bto`", "did you mean `Bot.spec.turns`?"),
    ("Pod", "there is no kind `Pod`", "kinds are Project,"),
    ("Bot.trasnfer", "`Bot.spec` has no field `trasnfer`", "did you mean `Bot.spec.transfer`?"),
    (
      "Bot.spec.turns.endpoint.maxDelay", "`Bot.spec.turns` has no field `endpoint`",
      "did you mean `Bot.spec.turns.endpointing`?"
    ),
    (
      "Bot.turns.endpointing.maxDealy", "`Bot.spec.turns.endpointing` has no field `maxDealy`",
      "did you mean `Bot.spec.turns.endpointing.maxDelay`?"
    ),
    ("Bot.language.code", "`Bot.spec.language` has no fields", "explain `Bot.spec.language`"),
    ("", "the path is empty", nil), ("...", "the path is empty", nil),
  ]) func saysWhatWasMeant(_ query: String, _ message: String, _ suggestion: String?) {
    #expect(
      #expect(throws: FieldExplanation.Unknown.self) { try FieldExplanation.find(query) }.map {
        $0.message == message && ($0.suggestion?.hasPrefix(suggestion ?? "") ?? (suggestion == nil))
      } == true, "\(query)")
  }

  @Test func aFieldIsExplained() throws {
    let delay = try FieldExplanation.find("Bot.turns.endpointing.maxDelay")
    #expect(
      delay.text == """
        Bot.spec.turns.endpointing.maxDelay

          Silence that ends any sentence.

          type      duration
          must be   0s to 30s
          default   "2500ms"

          example

            spec:
              turns:
                endpointing:
                  maxDelay: 2500ms
        """)
    let codecs = try FieldExplanation.find("Trunk.codecs").json
    #expect(codecs["choices"]?[0]?["value"] == "PCMU")
    #expect(codecs["choices"]?[3]?["carriedOut"] == false)
    #expect(codecs["document"]?["spec"]?["codecs"] == ["PCMU", "PCMA"])
    // What holds for a field holds for those inside of it.
    #expect(try FieldExplanation.find("Bot.rollout.steps.weight").json["carriedOut"] == false)
    #expect(try FieldExplanation.find("Sink.webhook.url").text.contains("does not carry it out"))
  }

  /// Each path that an explanation names can be explained, and its example shows it.
  @Test func everyPathIsExplained() throws {
    var open = FieldExplanation.kinds.map(\.name)
    var count = 0
    while let path = open.popLast() {
      let explanation = try FieldExplanation.find(path).json
      #expect(explanation["description"]?.stringValue?.hasSuffix(".") == true, "\(path) ends without a full stop")
      let canonical = explanation["path"]?.stringValue ?? ""
      #expect(try FieldExplanation.find(canonical.lowercased().replacing("<name>", with: "x")).json["path"] != nil)
      count += 1
      for field in explanation["fields"]?.arrayValue ?? [] {
        let name = field["name"]?.stringValue ?? ""
        open.append(canonical.replacing("<name>", with: "x") + "." + name)
      }
    }
    #expect(count > 300)
  }

  /// The examples of the kinds are documents that the loader takes, references apart.
  @Test(arguments: FieldExplanation.kinds.map(\.name)) func theKindsExampleHasItsShape(_ kind: String) throws {
    let explanation = try FieldExplanation.find(kind).json
    let home = try #require(explanation["home"]?.stringValue)
    let file = home.hasSuffix(".yaml") ? home : home.prefix { $0 != " " } + "example.yaml"
    let path = file.replacing("<tenant>", with: "acme").replacing("<name>", with: "example")
    let text = YAMLWriter.text(try #require(explanation["document"]))
    let found = Loader.load([SourceFile(path: path, text: text)], revision: "x").diagnostics
    let wrong = found.filter {
      ("VB0101"..."VB0121").contains($0.code.rawValue) && $0.code != .otherName && $0.code != .otherTenant
    }
    #expect(wrong == [], "\(text)")
  }

  @Test func anyPathIsAnswered() {
    var random = SeededRandom(seed: 31)
    let pieces = ["Bot", "spec", "turns", ".", "..", "[", "]", "[0]", "staff", "to", "\u{1F600}", " ", "x", "Test"]
    for _ in FuzzRounds(2000) {
      let count = Int.random(in: 0...12, using: &random)
      let text = (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      if let found = try? FieldExplanation.find(text) { #expect(!found.text.isEmpty) }
    }
  }
}
