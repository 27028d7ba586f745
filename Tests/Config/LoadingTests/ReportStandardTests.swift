import Diagnostics
import JSON
import Loading
import Testing

/// What the standards ask of a report, for every fixture. Members that a standard does not know are refused by its
/// readers, so each object is held to those it may have.
@Suite struct ReportStandardTests {
  private static func report(_ fixture: Fixture, _ format: ReportFormat) -> String {
    let list = DiagnosticList(fixture.load().diagnostics)
    return format.print(list, ReportContext(toolVersion: "1.2.3", files: ["voicebot.yaml"], prefix: "voice bots/"))
  }

  // MARK: SARIF 2.1.0

  /// Required and optional members by the objects of section 3; every object may have `properties`.
  private static let sarif: [String: (required: Set<String>, optional: Set<String>)] = [
    "log": (["version", "runs"], ["$schema"]),
    "run": (["tool"], ["results", "columnKind", "originalUriBaseIds"]),
    "driver": (["name"], ["version", "rules"]),
    "rule": (["id"], ["name", "shortDescription", "fullDescription", "help", "defaultConfiguration"]),
    "text": (["text"], ["markdown"]),
    "result": (
      ["message"], ["ruleId", "ruleIndex", "level", "locations", "relatedLocations", "fixes", "partialFingerprints"]
    ),
    "location": ([], ["id", "message", "physicalLocation"]),
    "physicalLocation": (["artifactLocation"], ["region", "contextRegion"]),
    "artifactLocation": (["uri"], ["uriBaseId"]),
    "region": (["startLine"], ["startColumn", "endLine", "endColumn", "snippet"]),
    "fix": (["artifactChanges"], ["description"]),
    "change": (["artifactLocation", "replacements"], []),
    "replacement": (["deletedRegion"], ["insertedContent"]),
  ]

  private func hold(_ value: JSONValue?, to name: String) throws {
    let object = try #require(value?.objectValue, "no \(name)")
    let members = try #require(Self.sarif[name])
    let names = Set(object.names)
    #expect(members.required.isSubset(of: names), "\(name) has only \(names.sorted())")
    #expect(
      names.isSubset(of: members.required.union(members.optional).union(["properties"])), "\(name): \(names.sorted())")
  }

  private func holdRegion(_ region: JSONValue?) throws {
    try hold(region, to: "region")
    func number(_ name: String) -> Int64 { region?[name]?.integerValue ?? 1 }
    let (start, end) = (region?["startLine"]?.integerValue ?? 0, region?["endLine"]?.integerValue)
    #expect(start >= 1 && number("startColumn") >= 1 && number("endColumn") >= 1)
    guard let end else { return }
    #expect((start, number("startColumn")) <= (end, number("endColumn")))
  }

  private func holdLocation(_ location: JSONValue) throws {
    try hold(location, to: "location")
    let physical = location["physicalLocation"]
    try hold(physical, to: "physicalLocation")
    try hold(physical?["artifactLocation"], to: "artifactLocation")
    try holdRegion(physical?["region"])
    if let context = physical?["contextRegion"] { try holdRegion(context) }
    // A relative reference without a scheme, in the characters of RFC 3986.
    let uri = try #require(physical?["artifactLocation"]?["uri"]?.stringValue)
    #expect(uri.wholeMatch(of: /voice%20bots\/(?:[A-Za-z0-9\-._~\/]|%[0-9A-F]{2})+/) != nil, "\(uri)")
  }

  @Test(arguments: Fixture.all) func sarif(_ fixture: Fixture) throws {
    let log = try JSONParser.parse(Self.report(fixture, .sarif))
    try hold(log, to: "log")
    #expect(log["version"] == "2.1.0")
    let run = try #require(log["runs"]?[0])
    try hold(run, to: "run")
    #expect(run["columnKind"] == "unicodeCodePoints")
    try hold(run["tool"]?["driver"], to: "driver")
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
    for rule in rules {
      try hold(rule, to: "rule")
      for name in ["shortDescription", "fullDescription", "help"] { try hold(rule[name], to: "text") }
      #expect(["error", "warning"].contains(rule["defaultConfiguration"]?["level"]?.stringValue))
    }
    #expect(Set(rules.compactMap { $0["id"]?.stringValue }).count == rules.count)
    let results = try #require(run["results"]?.arrayValue)
    #expect(!results.isEmpty)
    for result in results {
      try hold(result, to: "result")
      try hold(result["message"], to: "text")
      #expect(["error", "warning"].contains(result["level"]?.stringValue))
      let index = Int(result["ruleIndex"]?.integerValue ?? -1)
      #expect(rules.indices.contains(index) && rules[index]["id"] == result["ruleId"])
      for location in result["locations"]?.arrayValue ?? [] { try holdLocation(location) }
      for location in result["relatedLocations"]?.arrayValue ?? [] { try holdLocation(location) }
      for fix in result["fixes"]?.arrayValue ?? [] {
        try hold(fix, to: "fix")
        let changes = try #require(fix["artifactChanges"]?.arrayValue)
        #expect(!changes.isEmpty)
        for change in changes {
          try hold(change, to: "change")
          for replacement in change["replacements"]?.arrayValue ?? [] {
            try hold(replacement, to: "replacement")
            try holdRegion(replacement["deletedRegion"])
          }
        }
      }
    }
    let prints = results.compactMap { $0["partialFingerprints"]?["voicebot/v1"]?.stringValue }
    #expect(prints.count == results.count && Set(prints).count == results.count)
  }

  // MARK: GitLab

  @Test(arguments: Fixture.all) func gitLabCodeQuality(_ fixture: Fixture) throws {
    let issues = try #require(try JSONParser.parse(Self.report(fixture, .gitlab)).arrayValue)
    #expect(!issues.isEmpty)
    for issue in issues {
      for name in ["description", "check_name", "fingerprint"] {
        #expect(issue[name]?.stringValue?.isEmpty == false, "no \(name)")
      }
      #expect(["info", "minor", "major", "critical", "blocker"].contains(issue["severity"]?.stringValue))
      let path = try #require(issue["location"]?["path"]?.stringValue)
      #expect(path.hasPrefix("voice bots/") && !path.hasPrefix("./") && !path.hasPrefix("/"))
      let begin = try #require(issue["location"]?["lines"]?["begin"]?.integerValue)
      #expect(begin >= 1 && (issue["location"]?["lines"]?["end"]?.integerValue ?? 0) >= begin)
    }
    #expect(Set(issues.compactMap { $0["fingerprint"]?.stringValue }).count == issues.count)
  }

  // MARK: JUnit

  /// Elements with their attributes, in order, as far as this report's own writer goes: no comments, no CDATA.
  private static func elements(_ xml: String) -> [(name: String, attributes: [String: String])] {
    xml.matches(of: /<([a-z\-]+)((?: [a-z]+="[^"<]*")*)\/?>/).map { match in
      let attributes = match.2.matches(of: /([a-z]+)="([^"<]*)"/).map { (String($0.1), String($0.2)) }
      return (String(match.1), Dictionary(attributes, uniquingKeysWith: { first, _ in first }))
    }
  }

  @Test(arguments: Fixture.all) func junit(_ fixture: Fixture) throws {
    let text = Self.report(fixture, .junit)
    let elements = Self.elements(text)
    #expect(elements.first?.name == "testsuites")
    // Jenkins' schema, with the place of a test case, which GitLab and annotators read.
    let known: [String: Set<String>] = [
      "testsuites": ["name", "tests", "failures", "errors"],
      "testsuite": ["name", "tests", "failures", "errors", "skipped"],
      "testcase": ["name", "classname", "file", "line"], "failure": ["message", "type"], "system-out": [],
    ]
    for element in elements {
      let attributes = try #require(known[element.name], "\(element.name)")
      #expect(Set(element.attributes.keys).isSubset(of: attributes), "\(element)")
      if element.name == "testcase" || element.name == "testsuite" { #expect(element.attributes["name"] != nil) }
    }
    for name in ["testsuites", "testsuite", "testcase", "failure", "system-out"] {
      let opened = text.matches(of: try Regex("<\(name)(?= |>)")).count
      let closed = text.matches(of: try Regex("</\(name)>")).count
      let empty = text.matches(of: try Regex("<\(name)(?: [a-z]+=\"[^\"]*\")*/>")).count
      #expect(opened == closed + empty, "\(name)")
    }
    let suites = elements.filter { $0.name == "testsuite" }
    func sum(_ name: String) -> Int { suites.reduce(0) { $0 + (Int($1.attributes[name] ?? "") ?? -1000) } }
    #expect(sum("tests") == elements.filter { $0.name == "testcase" }.count)
    #expect(sum("failures") == elements.filter { $0.name == "failure" }.count)
    #expect(elements.first?.attributes["tests"] == "\(sum("tests"))")
    #expect(elements.first?.attributes["failures"] == "\(sum("failures"))")
  }

  // MARK: GitHub

  @Test(arguments: Fixture.all) func gitHubAnnotations(_ fixture: Fixture) throws {
    let known: Set<String> = ["file", "line", "endLine", "col", "endColumn", "title"]
    for line in Self.report(fixture, .github).split(separator: "\n") {
      let match = try #require(line.wholeMatch(of: /::(?:error|warning|notice) ([^:]*)::.+/), "\(line)")
      let names = match.1.split(separator: ",").map { String($0.prefix { $0 != "=" }) }
      #expect(Set(names).isSubset(of: known) && names.first == "file", "\(line)")
    }
  }
}
