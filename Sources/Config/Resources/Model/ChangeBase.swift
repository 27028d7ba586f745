/// One side of a change: the policies that are in force there, and what its files declare.
package struct ChangeBase: Sendable, Hashable {
  /// As findings call it: "the live revision", "this change".
  package var name: String
  package var policies: [Policy]
  /// Kinds of the resources in each file.
  package var kinds: [String: Set<ResourceName.Kind>]

  package init(
    name: String, policies: [Policy], kinds: [String: Set<ResourceName.Kind>] = [:]
  ) {
    self.name = name
    self.policies = policies
    self.kinds = kinds
  }
}
