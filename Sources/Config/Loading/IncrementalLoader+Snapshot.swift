import Resources
import Rules

extension IncrementalLoader {
  /// The snapshot with what has changed since it was last asked for. In a tree with errors a field that cannot be read
  /// is as if it were not there, and a reference may lead nowhere.
  func freshSnapshot(revision: String) -> Snapshot? {
    guard let declaration = project.declaration else { return nil }
    if snapshot == nil {
      snapshot = Snapshot(revision: revision, project: Project(declaration.metadata, spec: declaration.spec))
      stale = Set(index.keys)
    }
    snapshot?.revision = revision
    for name in stale { takeUp(name) }
    stale = []
    return snapshot
  }

  /// Puts in the resource of the name as it is now, or takes it out.
  private func takeUp(_ name: ResourceName) {
    let item = index.first(name)
    switch name.kind {
    case .project: break
    case .tenant: snapshot?.tenants[name.name] = item.map { Tenant($0.metadata, spec: $0.spec) }
    case .trunk: snapshot?.trunks[name] = item.map { Trunk($0.metadata, spec: $0.spec) }
    case .provider: snapshot?.providers[name] = item.map { Provider($0.metadata, spec: $0.spec) }
    case .bot: snapshot?.bots[name] = item.map { Bot($0.metadata, spec: $0.spec, defaults: defaults(of: name.tenant)) }
    case .ivr: snapshot?.ivrs[name] = item.map { Ivr($0.metadata, spec: $0.spec) }
    case .sink: snapshot?.sinks[name] = item.map { Sink($0.metadata, spec: $0.spec) }
    case .scenario: snapshot?.scenarios[name.name] = item.map { Scenario($0.metadata, spec: $0.spec) }
    case .knowledgeBase: snapshot?.knowledgeBases[name] = item.map { KnowledgeBase($0.metadata, spec: $0.spec) }
    case .test: snapshot?.tests[name] = item.map { TestCase($0) }
    }
  }

  private func defaults(of tenant: String?) -> FieldReader {
    RepositoryRules(index: index, defaultTenant: nil, inputs: nil).defaults(of: tenant)
  }
}
