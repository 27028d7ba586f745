import Resources
import Shapes
import YAMLTree

/// What an environment's file says about others than some tenants, with its comments, to tell whether a change of the
/// file is those tenants' own affair.
///
/// A document counts as a tenant's where it is about a resource of the tenant; the tenants themselves, the project, what
/// is shared and all that cannot be read belong to others.
package struct EnvironmentShares: Sendable, Hashable {
  private var others: [[UInt8]] = []

  /// Nil where the path is no environment's.
  package init?(_ bytes: [UInt8], path: String, of tenants: Set<String>) {
    guard case .environment? = RepositoryPath(path) else { return nil }
    var part: [UInt8] = []
    var parts: [[UInt8]] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      // At the beginning of a line it begins a document wherever it stands.
      if line.starts(with: Array("---".utf8)) {
        parts.append(part)
        part = []
      }
      part += line + [0x0A]
    }
    parts.append(part)
    for part in parts where !Self.isOwn(part, tenants) {
      var text = part[...]
      while let last = text.last, [0x0A, 0x0D, 0x20].contains(last) { text.removeLast() }
      if !text.isEmpty, !text.elementsEqual("---".utf8) { others.append(Array(text)) }
    }
  }

  private static func isOwn(_ text: [UInt8], _ tenants: Set<String>) -> Bool {
    guard let documents = try? YAMLTree.parse(text).documents, documents.count == 1, let document = documents.first,
      let kind = document["kind"]?.scalar.flatMap({ ResourceName.Kind(rawValue: $0.text) }), kind.hasTenant,
      kind != .tenant, let tenant = document["metadata"]?["tenant"]?.scalar?.text
    else { return false }
    return tenants.contains(tenant)
  }
}
