import Diagnostics
import Resources
import YAMLTree

/// Holds the transfer targets of a bot or a menu against where its tenant allows calls to go.
struct TransferRules {
  let declaration: Declaration
  let repository: RepositoryRules

  func check(_ report: inout Report) {
    guard let tenant = declaration.name.tenant,
      let allowed = repository.byName[ResourceName(kind: .tenant, tenant: tenant, name: tenant)]?
        .spec["transferDestinations"].texts
    else { return }
    let targets = declaration.node["spec"]?["transfer"]?.entries ?? []
    guard !targets.isEmpty else { return }
    let destinations = Destinations(allowed)
    for target in targets {
      guard let node = target.value["to"], let to = node.scalar?.text else { continue }
      if !destinations.allow(to) {
        report.add(
          .transferNotAllowed, "tenant `\(tenant)` does not allow transfers to `\(to.prefix(80))`", node.range,
          suggestion: "its `transferDestinations` say where calls may go")
      }
    }
  }

  /// Whether one destination allows the target, as `Destinations` says.
  static func allows(_ destination: String, _ target: String) -> Bool { Destinations([destination]).allow(target) }
}

/// Where a tenant allows calls to go.
///
/// A phone prefix allows the SIP users that start so, a leading `+` apart; `sip:*@host` allows any user there; another
/// SIP URI allows itself. A target is looked up, not held against one destination after the other.
struct Destinations {
  private var prefixes: Set<String> = []
  /// The most bytes that one of them has.
  private var longest = 0
  private var addresses: Set<Address> = []

  init(_ destinations: [String]) {
    for destination in destinations {
      if let address = Address(destination) {
        addresses.insert(address)
      } else {
        let prefix = destination.hasPrefix("+") ? String(destination.dropFirst()) : destination
        prefixes.insert(prefix)
        longest = max(longest, prefix.utf8.count)
      }
    }
  }

  func allow(_ target: String) -> Bool {
    guard let wanted = Address(target) else { return false }
    if addresses.contains(wanted) || addresses.contains(Address(user: "*", host: wanted.host)) { return true }
    guard !prefixes.isEmpty else { return false }
    let user = wanted.user.hasPrefix("+") ? wanted.user.dropFirst() : wanted.user
    var prefix = ""
    if prefixes.contains(prefix) { return true }
    for scalar in user.unicodeScalars {
      prefix.unicodeScalars.append(scalar)
      if prefix.utf8.count > longest { return false }
      if prefixes.contains(prefix) { return true }
    }
    return false
  }

  /// The parts of a SIP URI, without its parameters.
  private struct Address: Hashable {
    var user: Substring
    var host: String

    init(user: Substring, host: String) {
      self.user = user
      self.host = host
    }

    init?(_ text: String) {
      guard let scheme = ["sip:", "sips:"].first(where: { text.hasPrefix($0) }) else { return nil }
      let rest = text.dropFirst(scheme.count).prefix { $0 != ";" && $0 != "?" }
      let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
      user = parts.count == 2 ? parts[0] : ""
      host = parts[parts.count - 1].lowercased()
    }
  }
}
