import Diagnostics
import Resources
import Rules
import Shapes
import YAMLTree

/// Reads the documents of one file.
struct DocumentLoader {
  let path: String
  let home: RepositoryPath
  let overlay: OverlayFile?
  var report: Report
  private(set) var declarations: [Declaration] = []
  private(set) var suppressions: [Suppression] = []
  /// All that are written in clear, also where the report was full before them.
  private(set) var secrets: [Diagnostic] = []
  /// Those of the document at hand that its declaration has not taken up.
  private var untold: [Diagnostic] = []
  /// Whether a document is a resource, sound or not.
  private var holdsResource = false
  /// Documents that are none.
  private var strangers = 0
  /// Most of those that are told of; a file of another tool may hold hundreds.
  private static let toldStrangers = 3

  init(path: String, home: RepositoryPath, overlay: OverlayFile? = nil) {
    self.path = path
    self.home = home
    self.overlay = overlay
    report = Report(file: path, overlay: overlay?.path)
  }

  /// Whether the file may hold something else than resources.
  private var isOptional: Bool {
    switch home {
    case .scenario(_, isMain: false), .elsewhere: true
    default: false
    }
  }

  mutating func load(_ bytes: [UInt8]) {
    do {
      let stream = try YAMLTree.parse(bytes)
      for document in stream.documents {
        untold = secrets(of: document)
        load(document)
        tellSecrets()
      }
      var lines = SecretLines(report: Report(file: path), onlyKnownForms: isOptional && !holdsResource)
      lines.check(stream.comments)
      untold = keep(lines.report.diagnostics)
      tellSecrets()
      if holdsResource || !isOptional && strangers == 0 {
        suppressions = Suppression.find(stream.comments, in: bytes, &report)
        report.add(stream.warnings(bytes))
      }
    } catch {
      if !isOptional { report.add(error) }
      var lines = SecretLines(report: Report(file: path), onlyKnownForms: isOptional)
      lines.check(lines: bytes)
      untold = keep(lines.report.diagnostics)
      tellSecrets()
    }
  }

  // MARK: - Secrets

  /// In every document, a resource or not, as it is written.
  private mutating func secrets(of document: YAMLNode) -> [Diagnostic] {
    var fields = SecretFields(report: Report(file: path))
    if let kind = document["kind"]?.scalar.flatMap({ ResourceName.Kind(rawValue: $0.text) }) {
      fields.check(document, KindShape.of(kind))
    }
    var rules = SecretRules(report: fields.report, onlyKnownForms: isFree(document))
    rules.check(document)
    return keep(rules.report.diagnostics)
  }

  private mutating func keep(_ found: [Diagnostic]) -> [Diagnostic] {
    secrets += found.prefix(max(0, Report.maximum - secrets.count))
    return found
  }

  private mutating func tellSecrets() {
    for diagnostic in untold { report.add(diagnostic) }
    untold = []
  }

  /// Whether the document may be anything.
  private func isFree(_ document: YAMLNode) -> Bool {
    isOptional && !(document["apiVersion"]?.scalar?.text.hasPrefix("voicebot/") ?? false)
  }

  private mutating func load(_ document: YAMLNode) {
    let anchor = document.range.startOnly
    guard document.entries != nil else {
      if !isOptional {
        let what = ForeignFormat.name(ofList: document) ?? document.kindText
        if isTold() { report.add(.notAResource, "the document is \(what), not a resource", anchor) }
      }
      return
    }
    if isFree(document) { return }
    if let what = ForeignFormat.name(of: document) {
      guard isTold() else { return }
      return report.add(
        .notAResource, "the document is \(what), not a resource of this language",
        document["apiVersion"]?.range ?? document.entries?.first?.nameRange ?? anchor,
        suggestion: "a resource starts with `apiVersion: \(KindShape.version)`")
    }
    guard let kind = kind(of: document, anchor) else { return }
    holdsResource = true
    let version = document["apiVersion"]
    var document = document
    if let version, let text = version.scalar?.text, text != KindShape.version {
      guard let migrations = Migration.path(from: text) else {
        return report.add(
          .unknownVersion, "version `\(text)` is not known", version.range,
          suggestion: "write `\(KindShape.version)`", replacement: KindShape.version)
      }
      report.add(
        .oldVersion, "version `\(text)` is an earlier one", version.range,
        suggestion: "`voicebot migrate` rewrites the file for `\(KindShape.version)`")
      for migration in migrations { document = migration.applied(to: document, kind) }
    }
    guard home.accepts(kind) else {
      report.add(
        .wrongFolder, "a \(kind.rawValue) does not belong here", document.entry("kind")?.value.range ?? anchor,
        suggestion: "belongs in \(RepositoryPath.home(of: kind))")
      return
    }
    if let name = document["metadata"]?["name"]?.scalar?.text, let overlay {
      let tenant = metadata(document["metadata"], name, kind).tenant
      document = overlay.applied(to: document, ResourceName(kind: kind, tenant: tenant, name: name))
    }
    declare(document, kind, anchor)
  }

  private mutating func kind(of document: YAMLNode, _ anchor: YAMLRange) -> ResourceName.Kind? {
    guard let node = document["kind"], let text = node.scalar?.text, !text.isEmpty else {
      if isTold() {
        report.add(.notAResource, "field `kind` is missing", document.entry("kind")?.nameRange ?? anchor)
      }
      return nil
    }
    if let kind = ResourceName.Kind(rawValue: text) { return kind }
    guard isTold() else { return nil }
    report.addUnknown(
      .unknownKind, "there is no kind `\(text)`", node.range, name: text,
      known: ResourceName.Kind.allCases.map(\.rawValue))
    return nil
  }

  /// Counts a document that is no resource; false once enough were told of. There is an error either way.
  private mutating func isTold() -> Bool {
    strangers += 1
    if strangers > Self.toldStrangers { report.noteError() }
    return strangers <= Self.toldStrangers
  }

  private mutating func declare(_ document: YAMLNode, _ kind: ResourceName.Kind, _ anchor: YAMLRange) {
    var checker = ShapeChecker(report: report.continued)
    checker.checkObject(document, KindShape.of(kind), anchor: document.entry("kind")?.value.range ?? anchor)
    var found = checker.report
    var needs = ScenarioNeeds()
    if kind == .scenario, !found.hasError, let spec = document["spec"] {
      var rules = ScenarioRules(spec: spec, anchor: anchor, report: found)
      rules.run()
      found = rules.report
      needs = rules.needs
    }
    for secret in untold
    where !found.diagnostics.contains(where: { $0.code == secret.code && $0.place == secret.place }) {
      found.add(secret)
    }
    untold = []
    report.merge(found)
    guard let node = document["metadata"]?["name"], let name = node.scalar?.text, TextForm.name.accepts(name) else {
      return
    }
    let metadata = metadata(document["metadata"], name, kind)
    checkFolder(metadata, kind, node.range, document["metadata"]?["tenant"])
    declarations.append(
      Declaration(
        name: ResourceName(kind: kind, tenant: metadata.tenant, scenario: scenario(of: kind), name: name),
        metadata: metadata, path: path, ordinal: declarations.count, overlay: overlay?.path, node: document,
        nameRange: node.range, isSound: !found.hasError, needs: needs))
  }

  /// The scenario that a resource of the kind belongs to in this place.
  private func scenario(of kind: ResourceName.Kind) -> String? {
    switch home {
    case .scenario(let name, isMain: _) where kind != .scenario: name
    case .test(scenario: let name): name
    default: nil
    }
  }

  private func metadata(_ node: YAMLNode?, _ name: String, _ kind: ResourceName.Kind) -> Metadata {
    let reader = FieldReader(node)
    var metadata = Metadata(name: name)
    if kind.hasTenant, scenario(of: kind) == nil {
      metadata.tenant = reader["tenant"].text
      if metadata.tenant == nil, case .bots(tenant: let folder) = home { metadata.tenant = folder }
    } else if kind == .tenant {
      metadata.tenant = name
    }
    metadata.labels = reader["labels"].textMap ?? [:]
    metadata.annotations = reader["annotations"].textMap ?? [:]
    return metadata
  }

  private mutating func checkFolder(
    _ metadata: Metadata, _ kind: ResourceName.Kind, _ range: YAMLRange, _ tenant: YAMLNode?
  ) {
    switch home {
    case .bots(tenant: let folder?) where metadata.tenant != folder:
      report.add(
        .otherTenant, "tenant `\(metadata.tenant ?? "")` lies in the folder of `\(folder)`", tenant?.range ?? range,
        suggestion: "the folder says `\(folder)`")
    case .scenario(name: let folder, isMain: _) where kind == .scenario && metadata.name != folder:
      report.add(
        .otherName, "scenario `\(metadata.name)` lies in the folder `\(folder)`", range,
        suggestion: "write `\(folder)`", replacement: folder)
    default: break
    }
  }
}
