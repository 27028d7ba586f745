import JSON
import Store

extension Reconciler {
  /// A conflict with what came first: the resources that differ since the revision that the change was made for, as far
  /// as whoever may change only `tenants` sees them; nil sees all. Other failures as they are.
  package func explained(_ failure: ChangeFailure, for tenants: Set<String>?) -> ChangeFailure {
    guard failure.code == .conflict, let expected = failure.detail["expected"]?.integerValue,
      let live = failure.detail["revision"]?.integerValue, expected > 0, expected < live,
      let records = try? store.revisions(limit: 50, before: Int(live) + 1)
    else { return failure }
    var changes: [JSONValue] = []
    for record in records.reversed() where record.number > expected && record.wasLive {
      for change in record.changes["resources"]?.arrayValue ?? [] where !changes.contains(change) {
        if let tenants, change["tenant"]?.stringValue.map(tenants.contains) != true { continue }
        changes.append(change)
      }
    }
    guard !changes.isEmpty else { return failure }
    var failure = failure
    let names = changes.prefix(10).map { change in
      let tenant = change["tenant"]?.stringValue.map { "\($0)/" } ?? ""
      return "\(change["action"]?.text ?? "") \(change["kind"]?.text ?? "") \(tenant)\(change["name"]?.text ?? "")"
    }
    let more = changes.count > names.count ? " and \(changes.count - names.count) more" : ""
    failure.message += "; since revision \(expected): \(names.joined(separator: ", "))\(more)"
    if var detail = failure.detail.objectValue {
      detail["changes"] = .array(Array(changes.prefix(100)))
      failure.detail = .object(detail)
    }
    return failure
  }
}

extension RevisionRecord {
  fileprivate var wasLive: Bool { result == .live || result == .superseded || result == .quarantined }
}
