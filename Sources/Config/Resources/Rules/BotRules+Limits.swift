import YAMLTree

extension BotRules {
  /// Limits of the bot against those of its tenant.
  func checkLimits(_ report: inout Report) {
    guard let name = declaration.name.tenant,
      let tenant = repository.byName[ResourceName(kind: .tenant, tenant: name, name: name)], tenant.isSound
    else { return }
    let reader = declaration.spec
    if let own = reader["limits"]["concurrentCalls"].integer, let all = tenant.spec["concurrentCalls"].integer,
      own > all,
      let node = reader["limits"]["concurrentCalls"].node
    {
      report.add(
        .limitAboveTenant, "\(own) calls at a time are more than the \(all) of tenant `\(name)`", node.range,
        related: related(tenant, "concurrentCalls"))
    }
    if let own = reader["privacy"]["retention"].duration, let all = tenant.spec["retention"].duration, own > all,
      let node = reader["privacy"]["retention"].node
    {
      report.add(
        .limitAboveTenant, "tenant `\(name)` keeps nothing that long", node.range,
        suggestion: tenant.spec["retention"].text.map { "at most `\($0)`" }, related: related(tenant, "retention"))
    }
  }

  private func related(_ tenant: Declaration, _ field: String) -> [Diagnostic.Related] {
    guard let node = tenant.spec[field].node else { return [] }
    return [Diagnostic.Related(place: tenant.place(node.range), message: "the tenant's is here")]
  }
}
