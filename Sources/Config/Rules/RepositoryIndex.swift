package import Resources
import YAMLTree

/// One thing about the repository that the rules of a file looked at. While none of these changes, neither does what
/// they find.
package enum RuleInput: Hashable {
  case name(ResourceName)
  /// Without a leading `+`.
  case number(Substring)
  case group(NameGroup)
}

/// The resources of a kind that stand beside one another.
package struct NameGroup: Hashable {
  var kind: ResourceName.Kind
  var tenant: String?
  var scenario: String?

  init(kind: ResourceName.Kind, tenant: String?, scenario: String?) {
    self.kind = kind
    self.tenant = tenant
    self.scenario = scenario
  }

  init(of name: ResourceName) {
    self.init(kind: name.kind, tenant: name.kind == .tenant ? nil : name.tenant, scenario: name.scenario)
  }
}

/// What the rules of one file looked at.
package final class InputRecorder {
  package private(set) var seen: Set<RuleInput> = []

  package init() {}

  func note(_ input: RuleInput) { seen.insert(input) }
}

/// What the files declare, by name and by number. Of several with one name, the first in the order of the files counts.
package final class RepositoryIndex {
  private var declared: [ResourceName: [Declaration]] = [:]
  private(set) var numbers = NumberIndex()
  /// Made when they are first asked for.
  private var groups: [NameGroup: [String]]?
  /// Of the declarations asked about since the last change.
  private var transfers: [ObjectIdentifier: Transfers] = [:]

  /// What a declaration's transfers come back to.
  struct Transfers {
    /// Those that are dialled here, answered or not.
    var numbers: [Substring] = []
    /// What answers them, each once.
    var bots: [Declaration] = []
  }

  func transfers(of declaration: Declaration) -> Transfers {
    if let known = transfers[ObjectIdentifier(declaration)] { return known }
    var found = Transfers()
    var seen: Set<ObjectIdentifier> = []
    for entry in declaration.node["spec"]?["transfer"]?.entries ?? [] {
      guard let text = entry.value["to"]?.scalar?.text, let number = numbers.number(dialled: text) else { continue }
      found.numbers.append(number)
      guard let bot = numbers.declaration(of: number), seen.insert(ObjectIdentifier(bot)).inserted else { continue }
      found.bots.append(bot)
    }
    transfers[ObjectIdentifier(declaration)] = found
    return found
  }

  /// Scenarios whose file is there and could not be read.
  private var unreadable: Set<String> = []

  package init() {}

  /// Says whether the scenario's file could not be read.
  ///
  /// - Returns: all about which rules may say something else now.
  package func setUnreadable(_ scenario: String, _ isUnreadable: Bool) -> Set<RuleInput> {
    let hasChanged =
      isUnreadable ? unreadable.insert(scenario).inserted : unreadable.remove(scenario) != nil
    return hasChanged ? [.name(ResourceName(kind: .scenario, tenant: nil, name: scenario))] : []
  }

  func isUnreadable(scenario: String) -> Bool { unreadable.contains(scenario) }

  package func first(_ key: ResourceName) -> Declaration? { declared[key]?.first }

  package var keys: some Collection<ResourceName> { declared.keys }

  package func listen(_ project: Project?) {
    transfers = [:]
    numbers.listen(project)
  }

  /// Takes declarations of one file out, and others in.
  ///
  /// - Returns: all about which rules may say something else now.
  @discardableResult
  package func replace(_ old: [Declaration], with new: [Declaration]) -> Set<RuleInput> {
    transfers = [:]
    var touched: Set<RuleInput> = []
    var existed: [ResourceName: Bool] = [:]
    for declaration in old + new { existed[declaration.key] = declared[declaration.key] != nil }
    for declaration in old {
      declared[declaration.key]?.removeAll { $0 === declaration }
      if declared[declaration.key]?.isEmpty == true { declared[declaration.key] = nil }
      if declaration.claimsNumbers { numbers.remove(declaration, &touched) }
    }
    for declaration in new {
      var index = declared[declaration.key]?.count ?? 0
      while index > 0, let other = declared[declaration.key]?[index - 1], declaration.precedes(other) { index -= 1 }
      declared[declaration.key, default: []].insert(declaration, at: index)
      if declaration.claimsNumbers { numbers.add(declaration, &touched) }
    }
    for (key, before) in existed {
      touched.insert(.name(key))
      if before != (declared[key] != nil) {
        touched.insert(.group(NameGroup(of: key)))
        groups = nil
      }
    }
    return touched
  }

  /// The names of the group, sorted.
  package func names(_ group: NameGroup) -> [String] {
    if let groups { return groups[group] ?? [] }
    var made: [NameGroup: [String]] = [:]
    for name in declared.keys { made[NameGroup(of: name), default: []].append(name.name) }
    for group in made.keys { made[group]?.sort() }
    groups = made
    return made[group] ?? []
  }
}

extension Declaration {
  fileprivate var claimsNumbers: Bool { isSound && (name.kind == .bot || name.kind == .ivr) }
}
