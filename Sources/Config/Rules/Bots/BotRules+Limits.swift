import Diagnostics
import Resources
import YAMLTree

extension BotRules {
  /// Limits of the bot against those of its tenant.
  func checkLimits(_ report: inout Report) {
    guard let name = declaration.name.tenant,
      let tenant = repository.byName[ResourceName(kind: .tenant, tenant: name, name: name)], tenant.isSound
    else { return }
    let reader = declaration.spec
    if let own = reader["limits"]["concurrentCalls"].integer,
      let all = tenant.spec["quotas"]["concurrentCalls"].integer,
      own > all,
      let node = reader["limits"]["concurrentCalls"].node
    {
      report.add(
        .limitAboveTenant, "\(own) calls at a time are more than the \(all) of tenant `\(name)`", node.range,
        related: related(tenant.spec["quotas"]["concurrentCalls"], tenant))
    }
    if let own = reader["privacy"]["retention"].duration, let all = tenant.spec["retention"].duration, own > all,
      let node = reader["privacy"]["retention"].node
    {
      report.add(
        .limitAboveTenant, "tenant `\(name)` keeps nothing that long", node.range,
        suggestion: tenant.spec["retention"].text.map { "at most `\($0)`" },
        related: related(tenant.spec["retention"], tenant))
    }
  }

  private func related(_ field: FieldReader, _ tenant: Declaration) -> [Diagnostic.Related] {
    guard let node = field.node else { return [] }
    return [Diagnostic.Related(place: tenant.place(node.range), message: "the tenant's is here")]
  }
}
