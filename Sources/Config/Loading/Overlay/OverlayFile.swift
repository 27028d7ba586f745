import Diagnostics
import Resources
import Rules
import Shapes
import YAMLTree

/// What one environment changes: the documents of `environments/<name>.yaml`, each a part of a resource.
///
/// A document names a resource of the repository by kind, tenant and name, and holds the fields that are different in
/// the environment. It adds no resource and removes none.
struct OverlayFile {
  struct Patch {
    var metadata: YAMLNode?
    var spec: YAMLNode?
    var nameRange: YAMLRange
  }

  let path: String
  let environment: String
  private(set) var patches: [ResourceName: Patch] = [:]
  private(set) var report: Report
  private(set) var suppressions: [Suppression] = []
  /// All that are written in clear.
  private(set) var secrets: [Diagnostic] = []

  /// Nil for a file that is no environment's.
  init?(file: SourceFile) {
    guard case .environment(let name)? = RepositoryPath(file.path) else { return nil }
    path = file.path
    environment = name
    report = Report(file: path)
    var lines = SecretLines(report: Report(file: path))
    do {
      let stream = try YAMLTree.parse(file.bytes)
      for document in stream.documents {
        secrets += secrets(of: document)
        add(document)
      }
      lines.check(stream.comments)
      suppressions = Suppression.find(stream.comments, in: file.bytes, &report)
    } catch {
      report.add(error)
      lines.check(lines: file.bytes)
    }
    secrets = Array((secrets + lines.report.diagnostics).prefix(Report.maximum))
    for secret in secrets { report.add(secret) }
  }

  private func secrets(of document: YAMLNode) -> [Diagnostic] {
    var fields = SecretFields(report: Report(file: path))
    if let kind = document["kind"]?.scalar.flatMap({ ResourceName.Kind(rawValue: $0.text) }) {
      fields.check(document, KindShape.of(kind))
    }
    var rules = SecretRules(report: fields.report)
    rules.check(document)
    return rules.report.diagnostics
  }

  private mutating func add(_ document: YAMLNode) {
    let anchor = document.range.startOnly
    guard let entries = document.entries else {
      return report.add(.notAResource, "the document is \(document.kindText), not a part of a resource", anchor)
    }
    let known = ["apiVersion", "kind", "metadata", "spec"]
    for entry in entries where !known.contains(entry.name) {
      report.addUnknown(
        .unknownField, "unknown field `\(entry.name)`", entry.nameRange, name: entry.name, known: known)
    }
    guard let kindNode = document["kind"], let kindText = kindNode.scalar?.text else {
      return report.add(.notAResource, "field `kind` is missing", anchor)
    }
    guard let kind = ResourceName.Kind(rawValue: kindText) else {
      return report.addUnknown(
        .unknownKind, "there is no kind `\(kindText)`", kindNode.range, name: kindText,
        known: ResourceName.Kind.allCases.map(\.rawValue))
    }
    guard document["apiVersion"]?.scalar?.text == KindShape.version else {
      let place = document["apiVersion"]?.range ?? kindNode.range
      return report.add(
        .unknownVersion, "the version must be `\(KindShape.version)`", place,
        suggestion: "write `apiVersion: \(KindShape.version)`")
    }
    guard let nameNode = document["metadata"]?["name"], let name = nameNode.scalar?.text else {
      return report.add(
        .missingField, "field `metadata.name` is missing", document["metadata"]?.range ?? kindNode.range)
    }
    add(document, ResourceName(kind: kind, tenant: tenant(document, kind, name), name: name), nameNode.range)
  }

  private func tenant(_ document: YAMLNode, _ kind: ResourceName.Kind, _ name: String) -> String? {
    if kind == .tenant { return name }
    return kind.hasTenant ? document["metadata"]?["tenant"]?.scalar?.text : nil
  }

  private mutating func add(_ document: YAMLNode, _ name: ResourceName, _ range: YAMLRange) {
    if let first = patches[name] {
      return report.add(
        .overlaidTwice, "\(name) is changed twice", range,
        related: [Diagnostic.Related(place: report.place(first.nameRange), message: "the first is here")])
    }
    var spec = document.entry("spec")
    if let empty = spec, empty.value.scalar?.resolved == .null {
      report.add(.empty, "has no value", empty.nameRange, suggestion: "write what is different, or leave it out")
      spec = nil
    }
    patches[name] = Patch(
      metadata: document["metadata"]?.marked(Report.overlaySource),
      spec: spec?.value.marked(Report.overlaySource), nameRange: range)
  }

  /// The document with what the environment changes of it.
  func applied(to document: YAMLNode, _ name: ResourceName) -> YAMLNode {
    guard let patch = patches[name] else { return document }
    var result = document
    for (field, part) in [("metadata", patch.metadata), ("spec", patch.spec)] {
      guard let part else { continue }
      result = OverlayMerge.setting(field, to: part, in: result)
    }
    return result
  }

  /// Where the first of the declarations that it changes is named.
  func firstName(in declarations: [Declaration]) -> YAMLRange? {
    declarations.compactMap { patches[$0.name]?.nameRange }.min { $0.start < $1.start }
  }

  /// Adds a finding for each patch that changes none of the resources.
  mutating func finish(declared: Set<ResourceName>) {
    let kinds = Dictionary(grouping: declared, by: \.kind)
    for (name, patch) in patches.sorted(by: { $0.value.nameRange.start < $1.value.nameRange.start })
    where !declared.contains(name) {
      guard !report.isClosed else { return }
      let others = kinds[name.kind] ?? []
      if let tenant = others.lazy.filter({ $0.name == name.name }).compactMap(\.tenant).min(), name.tenant != tenant {
        report.add(
          .overlayOfNothing, "there is no \(name)", patch.nameRange,
          suggestion: "write `tenant: \(tenant)` under `metadata`")
      } else {
        report.addUnknown(
          .overlayOfNothing, "there is no \(name)", patch.nameRange, name: name.name,
          known: others.map(\.name).sorted())
      }
    }
  }
}
