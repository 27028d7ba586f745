import YAMLTree

/// Reads the documents of one file.
struct DocumentLoader {
  let path: String
  let home: RepositoryPath
  var report: Report
  private(set) var declarations: [Declaration] = []

  init(path: String, home: RepositoryPath) {
    self.path = path
    self.home = home
    report = Report(file: path)
  }

  /// Whether the file may hold something else than resources.
  private var isOptional: Bool { if case .scenario(_, isMain: false) = home { true } else { false } }

  mutating func load(_ bytes: [UInt8]) {
    do {
      for document in try YAMLTree.parse(bytes).documents { load(document) }
    } catch {
      if !isOptional { report.add(error) }
    }
  }

  private mutating func load(_ document: YAMLNode) {
    let anchor = document.range.startOnly
    guard document.entries != nil else {
      if !isOptional { report.add(.notAResource, "the document is \(document.kindText), not a resource", anchor) }
      return
    }
    if isOptional, !(document["apiVersion"]?.scalar?.text.hasPrefix("voicebot/") ?? false) { return }
    guard let kind = kind(of: document, anchor) else { return }
    let version = document["apiVersion"]
    if let version, let text = version.scalar?.text, text != KindShape.version {
      report.add(
        .unknownVersion, "version `\(text)` is not known", version.range,
        suggestion: "write `\(KindShape.version)`", replacement: KindShape.version)
      return
    }
    guard home.accepts(kind) else {
      report.add(
        .wrongFolder, "a \(kind.rawValue) does not belong here", document.entry("kind")?.value.range ?? anchor,
        suggestion: "belongs in \(RepositoryPath.home(of: kind))")
      return
    }
    declare(document, kind, anchor)
  }

  private mutating func kind(of document: YAMLNode, _ anchor: YAMLRange) -> ResourceName.Kind? {
    guard let node = document["kind"], let text = node.scalar?.text, !text.isEmpty else {
      report.add(.notAResource, "field `kind` is missing", document.entry("kind")?.nameRange ?? anchor)
      return nil
    }
    if let kind = ResourceName.Kind(rawValue: text) { return kind }
    report.addUnknown(
      .unknownKind, "there is no kind `\(text)`", node.range, name: text,
      known: ResourceName.Kind.allCases.map(\.rawValue))
    return nil
  }

  private mutating func declare(_ document: YAMLNode, _ kind: ResourceName.Kind, _ anchor: YAMLRange) {
    var checker = ShapeChecker(report: Report(file: path, already: report.count))
    checker.checkObject(document, KindShape.of(kind), anchor: document.entry("kind")?.value.range ?? anchor)
    var found = checker.report
    var needs = ScenarioNeeds()
    if kind == .scenario, !found.hasError, let spec = document["spec"] {
      var rules = ScenarioRules(spec: spec, anchor: anchor, report: found)
      rules.run()
      found = rules.report
      needs = rules.needs
    }
    report.merge(found)
    guard let node = document["metadata"]?["name"], let name = node.scalar?.text, TextForm.name.accepts(name) else {
      return
    }
    let metadata = metadata(document["metadata"], name, kind)
    checkFolder(metadata, kind, node.range, document["metadata"]?["tenant"])
    declarations.append(
      Declaration(
        name: ResourceName(kind: kind, tenant: metadata.tenant, scenario: scenario(of: kind), name: name),
        metadata: metadata, path: path,
        node: document, nameRange: node.range, isSound: !found.hasError, needs: needs))
  }

  /// The scenario that a resource of the kind belongs to in this place.
  private func scenario(of kind: ResourceName.Kind) -> String? {
    switch home {
    case .scenario(let name, isMain: _) where kind != .scenario: name
    case .test(scenario: let name): name
    default: nil
    }
  }

  private func metadata(_ node: YAMLNode?, _ name: String, _ kind: ResourceName.Kind) -> Metadata {
    let reader = FieldReader(node)
    var metadata = Metadata(name: name)
    if KindShape.hasTenant(kind), scenario(of: kind) == nil {
      metadata.tenant = reader["tenant"].text
      if metadata.tenant == nil, case .bots(tenant: let folder) = home { metadata.tenant = folder }
    } else if kind == .tenant {
      metadata.tenant = name
    }
    metadata.labels = reader["labels"].textMap ?? [:]
    metadata.annotations = reader["annotations"].textMap ?? [:]
    return metadata
  }

  private mutating func checkFolder(
    _ metadata: Metadata, _ kind: ResourceName.Kind, _ range: YAMLRange, _ tenant: YAMLNode?
  ) {
    switch home {
    case .bots(tenant: let folder?) where metadata.tenant != folder:
      report.add(
        .otherTenant, "tenant `\(metadata.tenant ?? "")` lies in the folder of `\(folder)`", tenant?.range ?? range,
        suggestion: "the folder says `\(folder)`")
    case .scenario(name: let folder, isMain: _) where kind == .scenario && metadata.name != folder:
      report.add(
        .otherName, "scenario `\(metadata.name)` lies in the folder `\(folder)`", range,
        suggestion: "write `\(folder)`", replacement: folder)
    default: break
    }
  }
}

extension Report {
  mutating func merge(_ other: Report) {
    for diagnostic in other.diagnostics { add(diagnostic) }
    if other.hasError { noteError() }
  }

  mutating func add(_ problem: YAMLProblem) {
    switch problem.reason {
    case .tooLong: add(.fileTooLong, "the file is longer than 1 MiB", problem.range)
    case .notUTF8: add(.notUTF8, "not UTF-8 from here on", problem.range)
    case .character(let scalar):
      let code = String(scalar, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      add(.forbiddenCharacter, "the character U+\(padded) may not stand here", problem.range)
    case .directive: add(.directive, "a line may not start with `%`", problem.range)
    case .tab: add(.tab, "a tab may not indent", problem.range, suggestion: "use spaces")
    case .syntax(let message): add(.syntax, message, problem.range)
    case .tooDeep: add(.tooDeep, "nested more than \(YAMLTree.maximumDepth) deep", problem.range)
    case .duplicateKey(let name, let first):
      let related = Diagnostic.Related(place: place(first), message: "the first is here")
      add(.duplicateKey, "`\(name)` is there twice", problem.range, related: [related])
    case .anchor: add(.anchor, "anchors are not part of the language", problem.range)
    case .alias: add(.anchor, "aliases are not part of the language", problem.range)
    case .tag(let tag): add(.tag, "the tag `\(tag)` is not part of the language", problem.range)
    case .structuredKey: add(.structuredKey, "a key must be a plain name", problem.range)
    }
  }
}
