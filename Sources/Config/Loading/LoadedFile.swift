import Diagnostics
import Resources
import Rules
import Shapes
import YAMLTree

/// One file of a repository with all that is known of it, stage by stage.
struct LoadedFile {
  let path: String
  private(set) var bytes: [UInt8]
  private(set) var obstacle: SourceFile.Obstacle?

  // MARK: What it says by itself

  /// What was found in the file alone.
  var report: Report
  /// As the file has them, before the project's default tenant.
  var written: [Declaration] = []
  var suppressions: [Suppression] = []
  /// Of a file under `environments/`.
  var overlay: OverlayFile?
  /// Those written in clear, told of or not.
  var secrets: [Diagnostic] = []

  // MARK: Among the others

  var declarations: [Declaration] = []
  /// What the rules looked at outside of the file.
  var inputs: Set<RuleInput> = []
  /// What the file's own report and the rules found, at places in the file.
  var found: [Diagnostic] = []
  /// What they found at places in another, such as the environment's.
  var foundElsewhere: [Diagnostic] = []
  /// Findings of the rules and of the file alone: how much of the file's allowance is used up.
  var count = 0
  var usedWaivers: Set<PolicyPass.WaiverPlace> = []
  /// Those of its declarations that are the first of their name.
  var resources: [Resource] = []

  // MARK: As it is shown

  /// `found` after suppressions and levels, in order and with excerpts; nil where that is to be done.
  var finished: [Diagnostic]?

  init(_ file: SourceFile) {
    path = file.path
    bytes = file.bytes
    obstacle = file.obstacle
    report = Report(file: file.path)
  }

  mutating func take(_ file: SourceFile) {
    bytes = file.bytes
    obstacle = file.obstacle
  }

  /// Reads the bytes. Everything of the later stages is forgotten.
  mutating func read(overlay chosen: OverlayFile?) {
    written = []
    suppressions = []
    overlay = nil
    secrets = []
    if let obstacle {
      report = Report(file: path)
      report.add(obstacle)
      return
    }
    guard let home = RepositoryPath(path) else { return }
    if case .environment = home {
      overlay = OverlayFile(file: SourceFile(path: path, bytes: bytes))
      suppressions = overlay?.suppressions ?? []
      secrets = unmeant(overlay?.secrets ?? [])
      return
    }
    var loader = DocumentLoader(path: path, home: home, overlay: chosen)
    loader.load(bytes)
    report = loader.report
    written = loader.declarations
    suppressions = loader.suppressions
    secrets = unmeant(loader.secrets)
  }

  /// Those that no comment of the file says are meant.
  private func unmeant(_ secrets: [Diagnostic]) -> [Diagnostic] {
    guard !suppressions.isEmpty else { return secrets }
    return secrets.filter { secret in
      !secret.code.canBeIgnored
        || !suppressions.contains { $0.line == secret.place.line && $0.codes.contains(secret.code) }
    }
  }

  /// Takes over what `read` gave another of the same bytes.
  mutating func adopt(_ other: LoadedFile) {
    report = other.report
    written = other.written
    suppressions = other.suppressions
    overlay = other.overlay
    secrets = other.secrets
  }
}

/// What the project says about all other files.
struct ProjectRules {
  var declaration: Declaration?
  var defaultTenant: String?
  var project: Project?
  var levels = LintLevels()
  var policies: [Policy] = []
  var pass: PolicyPass

  /// - Parameter declarations: those of `voicebot.yaml`.
  init(_ declarations: [Declaration], _ options: LoadOptions) {
    let projects = declarations.filter { $0.name.kind == .project }
    declaration = projects.first
    defaultTenant = declaration?.spec["defaultTenant"].text
    let sound = projects.filter(\.isSound)
    if let last = sound.last {
      project = Project(last.metadata, spec: last.spec)
      var unused = Report(file: last.path)
      levels = LintLevels(last.node["spec"]?["lint"], &unused)
    }
    let nodes = (sound.first?.node["spec"]?["policies"]?.elements ?? []).filter { Policy(FieldReader($0)) != nil }
    policies = nodes.compactMap { Policy(FieldReader($0)) }
    pass = PolicyPass(policies: policies, nodes: nodes, context: PolicyContext(options))
    judged = sound.first
  }

  /// The project whose policies hold.
  let judged: Declaration?
}

extension Report {
  /// At the start of the file, of which nothing is known.
  fileprivate mutating func add(_ obstacle: SourceFile.Obstacle) {
    let start = YAMLRange(start: YAMLPosition(line: 1, column: 1), end: YAMLPosition(line: 1, column: 1))
    switch obstacle {
    case .tooLong: add(.fileTooLong, "the file is longer than 1 MiB", start)
    case .unreadable(let why, let fix): add(.unreadableFile, why, start, suggestion: fix)
    }
  }
}
