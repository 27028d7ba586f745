import YAMLTree

/// The rules between resources: names, tenants, references.
struct RepositoryRules {
  private(set) var diagnostics: [Diagnostic] = []
  private var declarations: [Declaration] = []
  private(set) var byName: [ResourceName: Declaration] = [:]
  private(set) var defaultTenant: String?
  private var counts: [String: Int] = [:]
  private var sortedNames: [Group: [String]] = [:]

  private struct Group: Hashable {
    var kind: ResourceName.Kind
    var tenant: String?
  }

  mutating func add(_ report: Report, _ found: [Declaration]) {
    keep(report)
    declarations += found
  }

  mutating func repeated(_ path: String) {
    diagnostics.append(
      Diagnostic(code: .repeatedFile, message: "the file was given twice", place: Diagnostic.Place(file: path)))
  }

  /// Of what was added so far.
  var names: Set<ResourceName> { Set(declarations.map(\.name)) }

  /// The environment that was asked for has no file.
  mutating func noEnvironment(_ name: String, _ files: [SourceFile]) {
    let known = Overlays.names(in: files)
    let match = Closest.match(name, among: known)
    diagnostics.append(
      Diagnostic(
        code: .unknownEnvironment, message: "there is no environment `\(name)`",
        place: Diagnostic.Place(file: "environments/\(name).yaml"),
        suggestion: match.map { "did you mean `\($0)`?" }
          ?? (known.isEmpty ? "there is no folder `environments/`" : "there are: \(known.joined(separator: ", "))")))
  }

  mutating func run() {
    checkProject()
    for index in declarations.indices { settleTenant(index) }
    for declaration in declarations { register(declaration) }
    for name in byName.keys.sorted(by: { $0.name < $1.name }) {
      let group = Group(kind: name.kind, tenant: name.kind == .tenant ? nil : name.tenant)
      sortedNames[group, default: []].append(name.name)
    }
    var numbers: [Substring: Diagnostic.Place] = [:]
    for declaration in declarations {
      var report = report(for: declaration)
      checkTenant(declaration, &report)
      if declaration.isSound {
        switch declaration.name.kind {
        case .provider: ProviderRules.check(declaration, &report)
        case .bot:
          BotRules(declaration: declaration, repository: self).check(&report)
          BotRules.checkNumbers(declaration, &numbers, &report)
        case .test: TestRules(declaration: declaration, repository: self).check(&report)
        default: break
        }
      }
      keep(report)
    }
  }

  private func report(for declaration: Declaration) -> Report {
    Report(
      file: declaration.path, already: counts[declaration.path, default: 0], overlay: declaration.overlay)
  }

  private mutating func keep(_ report: Report) {
    diagnostics += report.diagnostics
    counts[report.file, default: 0] += report.diagnostics.count
  }

  /// Names of a kind, sorted; of one tenant where the kind belongs to tenants.
  func names(_ kind: ResourceName.Kind, tenant: String?) -> [String] {
    sortedNames[Group(kind: kind, tenant: tenant)] ?? []
  }

  private mutating func checkProject() {
    if let project = declarations.first(where: { $0.name.kind == .project }) {
      defaultTenant = project.spec["defaultTenant"].text
    } else if !diagnostics.contains(where: { $0.place.file == "voicebot.yaml" && $0.severity == .error }) {
      diagnostics.append(
        Diagnostic(
          code: .noProject, message: "there is no project", place: Diagnostic.Place(file: "voicebot.yaml"),
          suggestion: "a repository has a `voicebot.yaml` at its root"))
    }
  }

  private mutating func settleTenant(_ index: Int) {
    guard declarations[index].hasTenant, declarations[index].name.tenant == nil else { return }
    declarations[index].name.tenant = defaultTenant
    declarations[index].metadata.tenant = defaultTenant
  }

  private mutating func register(_ declaration: Declaration) {
    var name = declaration.name
    // There is one project, whatever its name.
    if name.kind == .project { name.name = "" }
    guard let first = byName[name] else {
      byName[name] = declaration
      return
    }
    var report = report(for: declaration)
    let related = Diagnostic.Related(
      place: Report(file: first.path).place(first.nameRange), message: "the first is here")
    report.add(
      .duplicateName,
      name.kind == .project
        ? "there is a second Project" : "there is a second \(name.kind.rawValue) `\(name.name)`",
      declaration.nameRange, related: [related])
    keep(report)
  }

  private func checkTenant(_ declaration: Declaration, _ report: inout Report) {
    if declaration.name.kind == .project, let node = declaration.node["spec"]?["defaultTenant"] {
      checkTenant(defaultTenant, node.range, &report)
    }
    guard declaration.hasTenant else { return }
    guard let tenant = declaration.name.tenant else {
      return report.add(
        .missingField, "no tenant: neither its folder nor `metadata.tenant` says one", declaration.nameRange)
    }
    checkTenant(tenant, declaration.node["metadata"]?["tenant"]?.range ?? declaration.nameRange, &report)
  }

  private func checkTenant(_ tenant: String?, _ range: YAMLRange, _ report: inout Report) {
    guard let tenant, byName[ResourceName(kind: .tenant, tenant: tenant, name: tenant)] == nil else { return }
    let match = Closest.match(tenant, among: names(.tenant, tenant: nil))
    report.add(
      .unknownTenant, "tenant `\(tenant)` is not declared", range,
      suggestion: match.map { "did you mean `\($0)`?" } ?? "declare it in bots/\(tenant)/tenant.yaml")
  }

  /// What is declared, in the order of the files.
  var resources: [Resource] {
    declarations.compactMap { declaration in
      let key =
        declaration.name.kind == .project ? ResourceName(kind: .project, tenant: nil, name: "") : declaration.name
      guard let first = byName[key], first.path == declaration.path, first.nameRange == declaration.nameRange else {
        return nil
      }
      return Resource(declaration)
    }
  }

  /// The tree must be free of errors.
  func snapshot(revision: String) -> Snapshot? {
    guard let project = declarations.first(where: { $0.name.kind == .project }) else { return nil }
    var snapshot = Snapshot(revision: revision, project: Project(project.metadata, spec: project.spec))
    for item in declarations {
      switch item.name.kind {
      case .project: break
      case .tenant: snapshot.tenants[item.name.name] = Tenant(item.metadata, spec: item.spec)
      case .trunk: snapshot.trunks[item.name] = Trunk(item.metadata, spec: item.spec)
      case .provider: snapshot.providers[item.name] = Provider(item.metadata, spec: item.spec)
      case .bot: snapshot.bots[item.name] = Bot(item.metadata, spec: item.spec)
      case .ivr: snapshot.ivrs[item.name] = Ivr(item.metadata, spec: item.spec)
      case .sink: snapshot.sinks[item.name] = Sink(item.metadata, spec: item.spec)
      case .scenario: snapshot.scenarios[item.name.name] = Scenario(item.metadata, spec: item.spec)
      case .knowledgeBase: snapshot.knowledgeBases[item.name] = KnowledgeBase(item.metadata, spec: item.spec)
      case .test: snapshot.tests[item.name] = TestCase(item)
      }
    }
    return snapshot
  }
}
