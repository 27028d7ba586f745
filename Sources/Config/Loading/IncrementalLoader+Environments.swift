import Diagnostics
import Resources
import Rules
import Shapes
import YAMLTree

extension IncrementalLoader {
  /// What is found in the files of environments, and the waivers that cover more of it.
  ///
  /// Where no environment is chosen each is laid over the resources that it changes, and those are judged as they are
  /// then; the others are not, though what is changed may matter to them. That is done for as many as take about as long
  /// as the repository itself, and told of the rest. Where one is chosen, what it changes has been
  /// judged with all else, and of the others only the form is.
  func judgeEnvironments() -> (found: [Diagnostic], used: Set<PolicyPass.WaiverPlace>) {
    var found: [Diagnostic] = []
    var used: Set<PolicyPass.WaiverPlace> = []
    var overlays = order.compactMap { files[$0]?.overlay }
    let names = overlays.map(\.environment).sorted()
    // What is read again may be as much as all that is read, and a little more.
    var left = Self.environmentAllowance + order.reduce(0) { $0 + (files[$1]?.bytes.count ?? 0) }
    if !overlays.isEmpty {
      var slots: [ResourceName: [Int]] = [:]
      for slot in order {
        for declaration in files[slot]?.written ?? [] { slots[declaration.name, default: []].append(slot) }
      }
      let declared = Set(slots.keys)
      for index in overlays.indices {
        overlays[index].finish(declared: declared)
        found += overlays[index].report.diagnostics
        guard options.environment == nil else { continue }
        let touched = Set(overlays[index].patches.keys.flatMap { slots[$0] ?? [] })
        let size = touched.reduce(0) { $0 + (files[$1]?.bytes.count ?? 0) }
        guard size <= left else {
          found.append(notJudged(overlays[index]))
          continue
        }
        left -= size
        found += judge(overlays[index], over: touched.sorted(), &used)
      }
    }
    found += missingEnvironments(names)
    if overlay == nil, let name = options.environment {
      let match = Closest.match(name, among: names)
      found.append(
        Diagnostic(
          code: .unknownEnvironment, message: "there is no environment `\(name)`",
          place: Diagnostic.Place(file: "environments/\(name).yaml"),
          suggestion: match.map { "did you mean `\($0)`?" }
            ?? (names.isEmpty ? "there is no folder `environments/`" : "there are: \(names.joined(separator: ", "))")))
    }
    return (found, used)
  }

  /// Bytes of files with which environments are judged, beside those of the repository once.
  static let environmentAllowance = 512 << 10

  private func notJudged(_ overlay: OverlayFile) -> Diagnostic {
    Diagnostic(
      code: .environmentNotJudged,
      message: "what environment `\(overlay.environment)` changes is not judged here: together they change too much",
      place: Diagnostic.Place(file: overlay.path),
      suggestion: "`voicebot validate --env \(overlay.environment)` judges it")
  }

  /// Those that the project names and that have no file.
  private func missingEnvironments(_ names: [String]) -> [Diagnostic] {
    guard let judged = project.judged else { return [] }
    var report = Report(file: judged.path, already: file(judged.path)?.count ?? 0, overlay: judged.overlay)
    for element in judged.spec["environments"].elements {
      guard let node = element.node, let name = node.scalar?.text, !names.contains(name) else { continue }
      let match = report.closest(name, among: names)
      report.add(
        .unknownEnvironment, "there is no file `environments/\(name).yaml`", node.range,
        suggestion: match.map { "did you mean `\($0)`?" } ?? "write the file, or leave the name out")
    }
    return report.diagnostics
  }

  /// Judges the files in those slots with the environment laid over them.
  ///
  /// A fault is told where the environment has it. One that stands in the resource's own file, and is not there without
  /// the environment, is told at the environment's name of the resource.
  private func judge(
    _ overlay: OverlayFile, over slots: [Int], _ used: inout Set<PolicyPass.WaiverPlace>
  ) -> [Diagnostic] {
    var changed: [(file: LoadedFile, slot: Int)] = []
    for slot in slots {
      guard let base = files[slot] else { continue }
      var file = LoadedFile(SourceFile(path: base.path, bytes: base.bytes))
      file.read(overlay: overlay)
      file.declarations = file.written.map { $0.settled(project.defaultTenant) }
      changed.append((file, slot))
    }
    for (file, slot) in changed { index.replace(files[slot]?.declarations ?? [], with: file.declarations) }
    defer { for (file, slot) in changed { index.replace(file.declarations, with: files[slot]?.declarations ?? []) } }
    let rules = RepositoryRules(index: index, defaultTenant: project.defaultTenant)
    let own =
      changed.first { $0.file.path == Self.projectPath }.map { ProjectRules($0.file.written, options) } ?? project
    var report = Report(file: overlay.path, already: overlay.report.count)
    let told = Set(overlay.report.diagnostics.map(Told.init))
    for (file, slot) in changed {
      let (diagnostics, _, waivers) = judge(file, rules, own)
      if own.pass.policies == project.pass.policies { used.formUnion(waivers) }
      let known = Set((files[slot].map { $0.found + $0.foundElsewhere } ?? []).map(Told.init))
      let wasSound = files[slot]?.found.contains { $0.severity == .error } == false
      for diagnostic in diagnostics where !told.contains(Told(diagnostic)) && !known.contains(Told(diagnostic)) {
        if diagnostic.place.file == overlay.path {
          report.add(diagnostic)
        } else if wasSound, let name = overlay.firstName(in: file.written) {
          report.add(moved(diagnostic, to: report.place(name), overlay.environment))
        }
      }
    }
    return report.diagnostics
  }

  private func moved(_ diagnostic: Diagnostic, to place: Diagnostic.Place, _ environment: String) -> Diagnostic {
    var result = diagnostic
    result.place = place
    result.message = "with environment `\(environment)`: \(diagnostic.message)"
    result.fix = nil
    result.related.insert(Diagnostic.Related(place: diagnostic.place, message: "here"), at: 0)
    return result
  }

  /// What makes two findings the same.
  private struct Told: Hashable {
    var code: DiagnosticCode
    var message: String
    var place: Diagnostic.Place
    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      // Of a secret it is said in several ways what it is.
      message = diagnostic.code.isClearSecret ? "" : diagnostic.message
      place = diagnostic.place
    }
  }
}
