package import Diagnostics
package import Resources
import YAMLTree

/// The rules between resources: names, tenants, references. What they ask about the repository, they ask of this, so
/// that it is known what their findings depend on.
package struct RepositoryRules {
  let index: RepositoryIndex
  package let defaultTenant: String?
  /// Nil where nobody wants to know what was looked at.
  package let inputs: InputRecorder?

  package init(index: RepositoryIndex, defaultTenant: String? = nil, inputs: InputRecorder? = nil) {
    self.index = index
    self.defaultTenant = defaultTenant
    self.inputs = inputs
  }

  /// The first declaration of each name.
  struct Names {
    fileprivate let rules: RepositoryRules
    subscript(name: ResourceName) -> Declaration? {
      rules.inputs?.note(.name(name))
      return rules.index.first(name)
    }
  }
  var byName: Names { Names(rules: self) }

  package func check(_ declaration: Declaration, _ report: inout Report) {
    checkTenant(declaration, &report)
    guard declaration.isSound else { return }
    switch declaration.name.kind {
    case .project:
      _ = LintLevels(declaration.node["spec"]?["lint"], &report)
      checkPolicies(declaration.node["spec"]?["policies"]?.elements ?? [], &report)
    case .trunk: TrunkRules.check(declaration, &report)
    case .scenario: break
    case .tenant: ReferenceRules.checkTenant(declaration, self, &report)
    case .provider: ProviderRules.check(declaration, &report)
    case .bot: BotRules(declaration: declaration, repository: self).check(&report)
    case .ivr:
      IvrRules(declaration: declaration, repository: self).check(&report)
      NumberRules.check(declaration, self, &report)
    case .sink: ReferenceRules.checkSink(declaration, self, &report)
    case .knowledgeBase: ReferenceRules.checkKnowledgeBase(declaration, self, &report)
    case .test: TestRules(declaration: declaration, repository: self).check(&report)
    }
  }

  /// Policies have names of their own and are about tenants that there are: one about a misspelt tenant protects nobody.
  private func checkPolicies(_ policies: [YAMLNode], _ report: inout Report) {
    var places: [String: YAMLRange] = [:]
    for policy in policies {
      if let node = policy["name"], let name = node.scalar?.text {
        if let first = places[name] {
          let related = Diagnostic.Related(place: report.place(first), message: "the first is here")
          report.add(.duplicateName, "there are two policies `\(name)`", node.range, related: [related])
        }
        places[name] = places[name] ?? node.range
      }
      for node in policy["tenants"]?.elements ?? [] { checkTenant(node.scalar?.text, node.range, &report) }
    }
  }

  /// Reports a declaration that is not the first of its name.
  package func checkIsFirst(_ declaration: Declaration, _ report: inout Report) {
    guard let first = byName[declaration.key], first !== declaration else { return }
    let name = declaration.name
    let related = Diagnostic.Related(
      place: Report(file: first.path).place(first.nameRange), message: "the first is here")
    report.add(
      .duplicateName,
      name.kind == .project
        ? "there is a second Project" : "there is a second \(name.kind.rawValue) `\(name.name)`",
      declaration.nameRange, related: [related])
  }

  /// Names of a kind, sorted; of one tenant or scenario where the kind belongs to those.
  package func names(_ kind: ResourceName.Kind, tenant: String?, scenario: String? = nil) -> [String] {
    let group = NameGroup(kind: kind, tenant: tenant, scenario: scenario)
    inputs?.note(.group(group))
    return index.names(group)
  }

  /// What holds for the tenant's bots that do not say otherwise.
  package func defaults(of tenant: String?) -> FieldReader {
    guard let tenant else { return FieldReader(nil) }
    return byName[ResourceName(kind: .tenant, tenant: tenant, name: tenant)]?.spec["defaults"] ?? FieldReader(nil)
  }

  /// Reports the node where it names no resource of the kind and the tenant.
  func checkName(
    _ node: YAMLNode?, _ kind: ResourceName.Kind, tenant: String?, _ code: DiagnosticCode, _ report: inout Report
  ) {
    guard let node, let name = node.scalar?.text, byName[ResourceName(kind: kind, tenant: tenant, name: name)] == nil
    else { return }
    let known = names(kind, tenant: tenant)
    report.addUnknown(code, "there is no \(kind.rawValue) `\(name)`", node.range, name: name, known: known)
  }

  /// The resource that a transfer to this number or SIP URI would come back to.
  func answering(_ text: String) -> Declaration? {
    guard let number = index.numbers.number(dialled: text) else { return nil }
    inputs?.note(.number(number))
    return index.numbers.declaration(of: number)
  }

  /// The bots and menus that the declaration's transfers come back to, each once, in their order.
  func transfers(of declaration: Declaration) -> [Declaration] {
    let known = index.transfers(of: declaration)
    if let inputs { for number in known.numbers { inputs.note(.number(number)) } }
    return known.bots
  }

  /// Where the number is first answered.
  package func place(ofNumber text: String) -> Diagnostic.Place? {
    let number = NumberIndex.plain(text)
    inputs?.note(.number(number))
    return index.numbers.place(of: number)
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
    let known = names(.tenant, tenant: nil)
    let match = report.closest(tenant, among: known)
    report.add(
      .unknownTenant, "tenant `\(tenant)` is not declared", range,
      suggestion: match.map { "did you mean `\($0)`?" } ?? "declare it in bots/\(tenant)/tenant.yaml")
  }
}
