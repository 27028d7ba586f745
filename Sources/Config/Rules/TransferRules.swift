import Diagnostics
import Resources
import YAMLTree

/// Holds the transfer targets of a bot or a menu against where its tenant allows calls to go.
struct TransferRules {
  package let declaration: Declaration
  let repository: RepositoryRules

  package func check(_ report: inout Report) {
    guard let tenant = declaration.name.tenant,
      let allowed = repository.byName[ResourceName(kind: .tenant, tenant: tenant, name: tenant)]?
        .spec["transferDestinations"].texts
    else { return }
    for target in declaration.node["spec"]?["transfer"]?.entries ?? [] {
      guard let node = target.value["to"], let to = node.scalar?.text else { continue }
      if !allowed.contains(where: { Self.allows($0, to) }) {
        report.add(
          .transferNotAllowed, "tenant `\(tenant)` does not allow transfers to `\(to.prefix(80))`", node.range,
          suggestion: "its `transferDestinations` say where calls may go")
      }
    }
  }

  /// A phone prefix allows the SIP users that start so, a leading `+` apart; `sip:*@host` allows any user there; another
  /// SIP URI allows itself.
  static func allows(_ destination: String, _ target: String) -> Bool {
    guard let wanted = Address(target) else { return false }
    guard let allowed = Address(destination) else {
      return wanted.plainUser.hasPrefix(destination.hasPrefix("+") ? String(destination.dropFirst()) : destination)
    }
    return allowed.host == wanted.host && (allowed.user == "*" || allowed.user == wanted.user)
  }

  /// The parts of a SIP URI, without its parameters.
  private struct Address {
    var user: Substring
    var host: String
    var plainUser: Substring { user.hasPrefix("+") ? user.dropFirst() : user }

    init?(_ text: String) {
      guard let scheme = ["sip:", "sips:"].first(where: { text.hasPrefix($0) }) else { return nil }
      let rest = text.dropFirst(scheme.count).prefix { $0 != ";" && $0 != "?" }
      let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
      user = parts.count == 2 ? parts[0] : ""
      host = parts[parts.count - 1].lowercased()
    }
  }
}
