import Diagnostics
import Resources
import Rules
import Shapes

/// Checks a repository again and again, doing over only what a change can have changed.
///
/// Invariant: what an update gives is what `Loader.load` gives of all files at once. A file is read again when its
/// bytes are others; its rules run again when something they looked at is another. A change of the project, of the
/// environment or of the day does everything over.
package final class IncrementalLoader {
  /// What the next update is told of the world.
  package var options: LoadOptions {
    didSet { isOutdated = isOutdated || options.today != oldValue.today || options.environment != oldValue.environment }
  }
  private var isOutdated = false
  /// Whether it is kept what rules looked at. A loader of one update has no use for that.
  private let isKept: Bool
  /// Some are vacant.
  var files: [LoadedFile?] = []
  private var vacant: [Int] = []
  private var slots: [String: Int] = [:]
  /// The files by path.
  private(set) var order: [Int] = []
  private var dependents: [RuleInput: Set<Int>] = [:]
  private(set) var index = RepositoryIndex()
  private(set) var project: ProjectRules
  private(set) var overlay: OverlayFile?
  /// Files that were given more than once.
  var repeated: [String] = []
  var snapshot: Snapshot?
  /// The resources that the snapshot has not taken up yet.
  var stale: Set<ResourceName> = []
  /// Files that were read before the update to them.
  var ahead: [String: LoadedFile] = [:]
  /// The environment's file that they were read with.
  var aheadOverlay: SourceFile?

  package convenience init(options: LoadOptions = LoadOptions()) { self.init(options: options, isKept: true) }

  init(options: LoadOptions, isKept: Bool) {
    self.options = options
    self.isKept = isKept
    project = ProjectRules([], options)
  }

  static let projectPath = "voicebot.yaml"

  /// Takes these files for the whole repository. Of two with one path the first counts.
  package func update(to files: [SourceFile], revision: String) -> LoadResult {
    var given: Set<String> = []
    given.reserveCapacity(files.count)
    let changed = files.filter { file in
      given.insert(file.path).inserted && !holds(file)
    }
    let removed = slots.keys.filter { !given.contains($0) }
    return update(changed: changed, removed: removed, revision: revision)
  }

  /// Takes these files for new or changed, and those for gone. Paths that are not part of the language are ignored.
  package func update(changed: [SourceFile], removed: [String] = [], revision: String) -> LoadResult {
    defer { ahead = [:] }
    var touchesAll = isOutdated
    isOutdated = false
    var replaced: [(slot: Int, old: [Declaration])] = []
    var paths: Set<String> = []
    for file in changed where (RepositoryPath(file.path) != nil || file.obstacle != nil) && !holds(file) {
      guard paths.insert(file.path).inserted else { continue }
      let slot = slot(file)
      replaced.append((slot, files[slot]?.declarations ?? []))
      files[slot]?.take(file)
      touchesAll = touchesAll || isForAll(file.path)
    }
    var gone: Set<Int> = []
    for path in removed where !paths.contains(path) {
      guard let slot = slots.removeValue(forKey: path) else { continue }
      gone.insert(slot)
      touchesAll = touchesAll || isForAll(path)
    }
    if !gone.isEmpty { order.removeAll(where: gone.contains) }
    order.sort { (files[$0]?.path ?? "") < (files[$1]?.path ?? "") }
    if touchesAll {
      for slot in gone { vacate(slot) }
      reload()
    } else {
      var touched: Set<RuleInput> = []
      var slots = Set(replaced.map(\.slot))
      for slot in gone {
        touched.formUnion(index.replace(files[slot]?.declarations ?? [], with: []))
        touched.formUnion(noteReading(slot, isGone: true))
        vacate(slot)
      }
      for (slot, old) in replaced {
        read(slot)
        touched.formUnion(index.replace(old, with: files[slot]?.declarations ?? []))
        touched.formUnion(noteReading(slot))
      }
      for input in touched {
        slots.formUnion(dependents[input] ?? [])
        if case .name(let name) = input { stale.insert(name) }
      }
      for slot in slots where files[slot] != nil { check(slot) }
    }
    return result(revision: revision)
  }

  func file(_ path: String) -> LoadedFile? { slots[path].flatMap { files[$0] } }

  private func holds(_ file: SourceFile) -> Bool {
    guard let known = self.file(file.path) else { return false }
    return known.bytes == file.bytes && known.obstacle == file.obstacle
  }

  // MARK: Stages

  /// Whether all others depend on the file.
  private func isForAll(_ path: String) -> Bool {
    if path == Self.projectPath { return true }
    guard let environment = options.environment, case .environment(let name)? = RepositoryPath(path) else {
      return false
    }
    return name == environment
  }

  private func reload() {
    index = RepositoryIndex()
    dependents = [:]
    snapshot = nil
    overlay = nil
    if let environment = options.environment {
      for slot in order where files[slot].map({ isForAll($0.path) }) ?? false {
        files[slot]?.read(overlay: nil)
        if let found = files[slot]?.overlay, found.environment == environment, overlay == nil { overlay = found }
      }
    }
    for slot in order { readBytes(slot) }
    project = ProjectRules(file(Self.projectPath)?.written ?? [], options)
    index.listen(project.project)
    for slot in order {
      settle(slot)
      index.replace([], with: files[slot]?.declarations ?? [])
      _ = noteReading(slot)
      files[slot]?.inputs = []
    }
    for slot in order { check(slot) }
  }

  private func read(_ slot: Int) {
    readBytes(slot)
    settle(slot)
  }

  private func readBytes(_ slot: Int) {
    guard let file = files[slot] else { return }
    if let read = ahead[file.path], read.bytes == file.bytes, aheadOverlay == overlaySource {
      files[slot]?.adopt(read)
    } else {
      files[slot]?.read(overlay: overlay)
    }
  }

  /// The file of the environment that is laid over the others.
  private var overlaySource: SourceFile? {
    overlay.flatMap { file($0.path) }.map { SourceFile(path: $0.path, bytes: $0.bytes) }
  }

  /// Tells the index of a scenario's file whether it declares anything.
  private func noteReading(_ slot: Int, isGone: Bool = false) -> Set<RuleInput> {
    guard let file = files[slot], case .scenario(let name, isMain: true)? = RepositoryPath(file.path) else { return [] }
    let isUnreadable = !isGone && file.declarations.isEmpty && file.report.hasError
    return index.setUnreadable(name, isUnreadable)
  }

  private func settle(_ slot: Int) {
    let written = files[slot]?.written ?? []
    files[slot]?.declarations = written.map { $0.settled(project.defaultTenant) }
  }

  /// Runs the rules of the file's declarations.
  private func check(_ slot: Int) {
    guard let file = files[slot] else { return }
    let recorder = isKept ? InputRecorder() : nil
    let rules = RepositoryRules(index: index, defaultTenant: project.defaultTenant, inputs: recorder)
    let (diagnostics, count, used) = judge(file, rules, project)
    let isAtHome = diagnostics.allSatisfy { $0.place.file == file.path }
    files[slot]?.found = isAtHome ? diagnostics : diagnostics.filter { $0.place.file == file.path }
    files[slot]?.foundElsewhere = isAtHome ? [] : diagnostics.filter { $0.place.file != file.path }
    files[slot]?.count = count
    files[slot]?.usedWaivers = used
    files[slot]?.resources = file.declarations.filter { index.first($0.key) === $0 }.map { Resource($0) }
    files[slot]?.finished = nil
    for declaration in file.declarations { stale.insert(declaration.key) }
    guard let recorder else { return }
    for input in file.inputs.subtracting(recorder.seen) { dependents[input]?.remove(slot) }
    for input in recorder.seen.subtracting(file.inputs) { dependents[input, default: []].insert(slot) }
    files[slot]?.inputs = recorder.seen
  }

  /// What the file's own report and the rules of its declarations find; of those, how many are of no policy; and the
  /// waivers that cover others.
  func judge(
    _ file: LoadedFile, _ rules: RepositoryRules, _ project: ProjectRules
  ) -> (diagnostics: [Diagnostic], count: Int, used: Set<PolicyPass.WaiverPlace>) {
    var diagnostics = file.report.diagnostics
    var isRefused = diagnostics.contains { $0.severity == .error }
    var work = Closest.maximumWork
    func keep(_ report: Report) {
      diagnostics += report.diagnostics
      isRefused = isRefused || report.diagnostics.contains { $0.severity == .error }
      work = report.work
    }
    func run(_ declaration: Declaration, _ rule: (inout Report) -> Void) {
      var report = Report(
        file: file.path, already: diagnostics.count, isRefused: isRefused, overlay: declaration.overlay, work: work)
      rule(&report)
      keep(report)
    }
    for declaration in file.declarations { run(declaration) { rules.checkIsFirst(declaration, &$0) } }
    for declaration in file.declarations { run(declaration) { rules.check(declaration, &$0) } }
    let count = diagnostics.count
    var used: Set<PolicyPass.WaiverPlace> = []
    if !project.policies.isEmpty {
      let policies = PolicyRules(policies: project.policies, repository: rules)
      let findings = file.declarations.flatMap { policies.check($0) }
      if !findings.isEmpty {
        var report = Report(file: file.path, isRefused: isRefused)
        for diagnostic in project.pass.unwaived(findings, &used) { report.add(diagnostic) }
        keep(report)
      }
    }
    return (diagnostics, count, used)
  }

  // MARK: Slots

  private func slot(_ file: SourceFile) -> Int {
    if let slot = slots[file.path] { return slot }
    let slot = vacant.popLast() ?? files.count
    if slot == files.count { files.append(LoadedFile(file)) } else { files[slot] = LoadedFile(file) }
    slots[file.path] = slot
    order.append(slot)
    return slot
  }

  private func vacate(_ slot: Int) {
    for input in files[slot]?.inputs ?? [] {
      dependents[input]?.remove(slot)
      if dependents[input]?.isEmpty == true { dependents[input] = nil }
    }
    files[slot] = nil
    vacant.append(slot)
  }
}
