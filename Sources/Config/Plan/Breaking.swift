import JSON
import Resources
import Shapes
import YAMLTree

/// Which changes may break what works today: for callers, for people behind a transfer, for consumers of results.
enum Breaking {
  static func removal(of resource: Resource) -> String? {
    switch resource.name.kind {
    case .bot:
      let numbers = resource.effectiveSpec["numbers"]?.arrayValue?.map(\.text) ?? []
      return numbers.isEmpty ? "the bot is gone" : "nobody answers \(numbers.joined(separator: ", "))"
    case .tenant: return "the tenant's bots are gone"
    case .trunk: return "calls of this trunk are refused"
    case .scenario, .provider, .project: return nil
    default: return nil
    }
  }

  static func reason(_ kind: ResourceName.Kind, _ difference: Comparison.Difference) -> String? {
    let names = difference.path.map(\.description)
    let isGone = difference.new == nil
    switch (kind, names.first ?? "") {
    case (.bot, "numbers"):
      let gone = lost(difference)
      return gone.isEmpty ? nil : "nobody answers \(gone.joined(separator: ", "))"
    case (.bot, "language"): return "callers are spoken to in another language"
    case (.bot, "transfer") where isGone: return "a transfer target is gone"
    case (.bot, "recording") where names.last == "enabled": return "whether calls are recorded changes"
    case (.scenario, "outcome"): return "consumers of the outcome see another shape"
    case (.scenario, "tools") where isGone && names.count == 2: return "the tool is gone"
    case (.scenario, "databases"): return "the database's tables may differ from those in use"
    case (.tenant, _) where names.contains("retention"): return "recordings are kept for another time"
    case (.trunk, "sources"):
      return lost(difference).isEmpty ? nil : "calls from \(lost(difference).joined(separator: ", ")) are refused"
    case (.sink, _) where isGone: return "a consumer of events gets less"
    default: return nil
    }
  }

  private static func lost(_ difference: Comparison.Difference) -> [String] {
    let new = Set(difference.new?.arrayValue ?? [])
    return (difference.old?.arrayValue ?? []).filter { !new.contains($0) }.map(\.text)
  }
}
