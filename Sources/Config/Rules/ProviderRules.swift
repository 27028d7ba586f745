import Diagnostics
import Resources
import Shapes
import YAMLTree

/// The rules of one provider, and of the places providers are named in.
struct ProviderRules {
  let repository: RepositoryRules
  /// Whose providers may be named.
  let tenant: String?

  static func check(_ declaration: Declaration, _ report: inout Report) {
    let spec = declaration.spec
    guard let driver = spec["driver"].choice(Provider.Driver.self) else { return }
    if Provider.Driver(rawValue: declaration.name.name)?.isBuiltIn == true {
      report.add(
        .duplicateName, "`\(declaration.name.name)` is the name of a built-in provider", declaration.nameRange)
    }
    let node = declaration.node["spec"]
    let anchor = node?["driver"]?.range ?? declaration.nameRange
    if driver.isRemote {
      for field in ["endpoint", "model"] where !spec[field].exists {
        report.add(
          .missingField, "driver `\(driver.rawValue)` needs `\(field)`", anchor, suggestion: "needs `\(field)`")
      }
    }
    let foreign =
      (driver.isRemote ? [] : ["endpoint", "model", "secret", "price"])
      + (driver == .openAIChat || driver == .openAIRealtime ? [] : ["temperature", "maxTokens"])
    for field in foreign {
      guard let entry = node?.entry(field) else { continue }
      report.add(.unknownField, "field `\(field)` is not for driver `\(driver.rawValue)`", entry.nameRange)
    }
    for element in node?["capabilities"]?.elements ?? [] {
      guard let named = element.scalar?.text, let capability = Provider.Capability(rawValue: named),
        !driver.capabilities.contains(capability)
      else { continue }
      let can = Provider.Capability.allCases.filter(driver.capabilities.contains).map { "`\($0.rawValue)`" }
      report.add(
        .wrongDriver, "driver `\(driver.rawValue)` cannot do `\(named)`", element.range,
        suggestion: "it can do \(can.joined(separator: ", "))")
    }
  }

  /// The driver a name means: that of a provider of the tenant, else the built-in one.
  func driver(_ name: String) -> Provider.Driver? {
    if let own = declaration(name) { return own.spec["driver"].choice(Provider.Driver.self) }
    return Provider.Driver(rawValue: name).flatMap { $0.isBuiltIn ? $0 : nil }
  }

  private func declaration(_ name: String) -> Declaration? {
    repository.byName[ResourceName(kind: .provider, tenant: tenant, name: name)]
  }

  /// Holds the `provider` and the `fallback` of a field against what the field needs.
  func check(_ pinned: YAMLNode?, _ field: String, _ capability: Provider.Capability, _ report: inout Report) {
    guard let pinned else { return }
    let fitting = Self.drivers(for: capability)
    for node in [pinned["provider"]].compactMap({ $0 }) + (pinned["fallback"]?.elements ?? []) {
      guard let name = node.scalar?.text else { continue }
      guard let driver = driver(name) else {
        guard declaration(name) == nil else { continue }
        report.addUnknown(
          .unknownProvider, "there is no provider `\(name)`", node.range, name: name,
          known: repository.names(.provider, tenant: tenant) + fitting.filter(\.isBuiltIn).map(\.rawValue))
        continue
      }
      if !fitting.contains(driver) {
        let names = fitting.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        report.add(
          .wrongDriver, "provider `\(name)` (driver `\(driver.rawValue)`) cannot be used for `\(field)`", node.range,
          suggestion: "needs driver \(names)")
      }
    }
  }

  /// Drivers that can do the work, and are carried out where the work is.
  private static func drivers(for capability: Provider.Capability) -> [Provider.Driver] {
    Provider.Driver.allCases.filter { driver in
      driver.capabilities.contains(capability)
        && (capability == .embedding || ProviderShape.carriedOutDrivers.contains(driver.rawValue))
    }
  }
}
