import YAMLTree

/// The rules between resources: names, tenants, references.
struct RepositoryRules {
  private(set) var diagnostics: [Diagnostic] = []
  private var declarations: [Declaration] = []
  private(set) var byName: [ResourceName: Declaration] = [:]
  private(set) var numbers = NumberIndex()
  private(set) var defaultTenant: String?
  private var counts: [String: Int] = [:]
  private let options: LoadOptions
  private var suppressions: [String: [Suppression]] = [:]
  private var levels = LintLevels()
  private var sortedNames: [Group: [String]] = [:]

  private struct Group: Hashable {
    var kind: ResourceName.Kind
    var tenant: String?
    var scenario: String?
  }

  init(options: LoadOptions) { self.options = options }

  mutating func add(_ report: Report, _ found: [Declaration], _ suppressions: [Suppression]) {
    keep(report)
    declarations += found
    if !suppressions.isEmpty { self.suppressions[report.file] = suppressions }
  }

  /// The findings after suppressions and the levels of the project.
  func settled() -> [Diagnostic] { LintPass(levels: levels, suppressions: suppressions).run(diagnostics) }

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
      let group = Group(
        kind: name.kind, tenant: name.kind == .tenant ? nil : name.tenant, scenario: name.scenario)
      sortedNames[group, default: []].append(name.name)
    }
    for (index, declaration) in declarations.enumerated() where declaration.isSound {
      switch declaration.name.kind {
      case .project: numbers.listen(Project(declaration.metadata, spec: declaration.spec))
      case .bot, .ivr: numbers.add(declaration, at: index)
      default: break
      }
    }
    for declaration in declarations {
      var report = report(for: declaration)
      checkTenant(declaration, &report)
      if declaration.isSound {
        switch declaration.name.kind {
        case .project: levels = LintLevels(declaration.node["spec"]?["lint"], &report)
        case .trunk: TrunkRules.check(declaration, &report)
        case .scenario: break
        case .tenant: ReferenceRules.checkTenant(declaration, self, &report)
        case .provider: ProviderRules.check(declaration, &report)
        case .bot:
          BotRules(declaration: declaration, repository: self).check(&report)
        case .ivr:
          IvrRules(declaration: declaration, repository: self).check(&report)
          NumberRules.check(declaration, self, &report)
        case .sink: ReferenceRules.checkSink(declaration, self, &report)
        case .knowledgeBase: ReferenceRules.checkKnowledgeBase(declaration, self, &report)
        case .test: TestRules(declaration: declaration, repository: self).check(&report)
        }
      }
      keep(report)
    }
    checkPolicies()
  }

  private mutating func checkPolicies() {
    guard let project = declarations.first(where: { $0.name.kind == .project && $0.isSound }) else { return }
    let nodes = (project.node["spec"]?["policies"]?.elements ?? []).filter { Policy(FieldReader($0)) != nil }
    guard !nodes.isEmpty else { return }
    let policies = nodes.compactMap { Policy(FieldReader($0)) }
    let rules = PolicyRules(policies: policies, repository: self)
    var kinds: [String: Set<ResourceName.Kind>] = [:]
    for declaration in declarations { kinds[declaration.path, default: []].insert(declaration.name.kind) }
    let context = PolicyContext(options)
    let change = ChangeRules(policies: policies, context: context, kinds: kinds)
    var report = report(for: project)
    diagnostics += PolicyPass(policies: policies, nodes: nodes, context: context)
      .run(declarations.flatMap { rules.check($0) } + change.check(), &report)
    keep(report)
  }

  private func report(for declaration: Declaration) -> Report {
    Report(
      file: declaration.path, already: counts[declaration.path, default: 0], overlay: declaration.overlay)
  }

  private mutating func keep(_ report: Report) {
    diagnostics += report.diagnostics
    counts[report.file, default: 0] += report.diagnostics.count
  }

  /// Names of a kind, sorted; of one tenant or scenario where the kind belongs to those.
  func names(_ kind: ResourceName.Kind, tenant: String?, scenario: String? = nil) -> [String] {
    sortedNames[Group(kind: kind, tenant: tenant, scenario: scenario)] ?? []
  }

  /// What holds for the tenant's bots that do not say otherwise.
  func defaults(of tenant: String?) -> FieldReader {
    guard let tenant else { return FieldReader(nil) }
    return byName[ResourceName(kind: .tenant, tenant: tenant, name: tenant)]?.spec["defaults"] ?? FieldReader(nil)
  }

  /// Reports the node where it names no resource of the kind and the tenant.
  func checkName(
    _ node: YAMLNode?, _ kind: ResourceName.Kind, tenant: String?, _ code: DiagnosticCode, _ report: inout Report
  ) {
    guard let node, let name = node.scalar?.text, byName[ResourceName(kind: kind, tenant: tenant, name: name)] == nil
    else { return }
    report.addUnknown(
      code, "there is no \(kind.rawValue) `\(name)`", node.range, name: name, known: names(kind, tenant: tenant))
  }

  /// The resource that a transfer to this number or SIP URI would come back to.
  func answering(_ text: String) -> Declaration? { numbers.declaration(dialled: text).map { declarations[$0] } }

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
      case .bot:
        snapshot.bots[item.name] = Bot(item.metadata, spec: item.spec, defaults: defaults(of: item.name.tenant))
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
