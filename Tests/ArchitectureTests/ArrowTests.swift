import Testing

@Suite("Arrows between targets")
struct ArrowTests {
  static let rules = Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0) })

  @Test("every import is in the table")
  func importsAreAllowed() throws {
    for file in try Repository.sources() {
      guard file.place.count == 2, let rule = Self.rules[String(file.place[1])] else {
        Issue.record("\(file): no target of this folder is in the table")
        continue
      }
      for (line, module) in file.imports where !standardLibrary.contains(module) {
        #expect(
          rule.arrows.contains { $0.allows(module) },
          "\(file):\(line): \(rule.name) may not import \(module); its arrows are in Tests/ArchitectureTests")
      }
    }
  }

  @Test("the folders of Sources are the planes and targets of the table, no more and no fewer")
  func foldersAreTargets() throws {
    var found: Set<String> = []
    for plane in try Repository.folders(in: "Sources") {
      for target in try Repository.folders(in: "Sources/\(plane)") { found.insert("Sources/\(plane)/\(target)") }
    }
    let expected = Set(table.map(\.path))
    #expect(found.subtracting(expected).sorted() == [], "folders that the table does not name")
    #expect(expected.subtracting(found).sorted() == [], "targets of the table without a folder")
  }

  @Test("the folders of Tests follow those of Sources")
  func testFoldersFollow() throws {
    for plane in try Repository.folders(in: "Tests") where planes[plane] != nil {
      for folder in try Repository.folders(in: "Tests/\(plane)") {
        // `<Target>Tests`, or a program that those tests start, such as `EventLogCrash`.
        #expect(
          table.contains { $0.plane == plane && folder.hasPrefix($0.name) && folder != $0.name },
          "no target has tests in Tests/\(plane)/\(folder)")
      }
    }
  }

  @Test("an arrow that nothing uses is taken out of the table", arguments: table.map(\.name))
  func arrowsAreUsed(name: String) throws {
    let rule = try #require(Self.rules[name])
    let imported = Set(try Repository.sources(below: rule.path).flatMap { $0.imports.map(\.module) })
    for arrow in rule.arrows {
      #expect(imported.contains { arrow.allows($0) }, "\(name) no longer imports \(arrow.module)")
    }
  }

  @Test("arrows go from plane to plane in one direction", arguments: table.map(\.name))
  func arrowsFollowPlanes(name: String) throws {
    let rule = try #require(Self.rules[name])
    let allowed = try #require(planes[rule.plane], "plane \(rule.plane) is not in the list of planes")
    for target in rule.arrows.compactMap({ Self.rules[$0.module] }) {
      #expect(allowed.contains(target.plane), "\(name) → \(target.name): \(rule.plane) may not look at \(target.plane)")
    }
  }

  @Test("targets do not import each other in a circle")
  func noCircles() {
    var finished: Set<String> = []
    func visit(_ name: String, _ path: [String]) {
      guard !finished.contains(name), let rule = Self.rules[name] else { return }
      guard !path.contains(name) else {
        Issue.record("circle: \((path + [name]).joined(separator: " → "))")
        return
      }
      for arrow in rule.arrows { visit(arrow.module, path + [name]) }
      finished.insert(name)
    }
    for rule in table { visit(rule.name, []) }
  }

  @Test("every arrow has a reason")
  func reasons() {
    for rule in table {
      for arrow in rule.arrows { #expect(arrow.reason.count > 8, "\(rule.name) → \(arrow.module) needs a reason") }
    }
  }
}
