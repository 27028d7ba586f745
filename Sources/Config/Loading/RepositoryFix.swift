package import Diagnostics
import YAMLTree

/// Carries out the safe fixes of a whole repository, and checks what comes of it.
///
/// Fixes are written, the repository is checked again, and so on until nothing is left to fix. A fix may uncover what it
/// hid: the values of a field whose name was wrong, references in a document that was not sound. It may not bring a
/// finding of its own: fixes that do are taken back, and the others are tried without them.
///
/// Invariants: no error in the result is one that the fixes made; checking is repeated at most `mostLoads` times, and no
/// more once files of `mostBytes` in all have been written, which a long file is at once; a file without fixes keeps its
/// bytes.
package struct RepositoryFix {
  static let mostLoads = 64
  static let mostBytes = 1 << 19
  private static let mostRounds = 12

  package struct Outcome: Sendable {
    /// All files, those that changed among them.
    package var files: [SourceFile]
    /// Paths of the files that changed, sorted.
    package var changed: [String]
    package var applied: [Diagnostic]
    /// What is found in `files`.
    package var diagnostics: [Diagnostic]
  }

  private struct State {
    var files: [SourceFile]
    var diagnostics: [Diagnostic]
    var applied: [Diagnostic] = []
  }

  /// Which fix it is, as long as nothing is written before it in its file.
  private struct Key: Hashable {
    var what: Finding
    var line: Int
    init(_ diagnostic: Diagnostic) {
      what = Finding(diagnostic)
      line = diagnostic.place.line
    }
  }

  /// A finding wherever in its file it is, since fixes may move it.
  private struct Finding: Hashable {
    var file: String
    var code: DiagnosticCode
    var message: String
    init(_ diagnostic: Diagnostic) {
      file = diagnostic.place.file
      code = diagnostic.code
      message = diagnostic.message
    }
  }

  private let load: ([SourceFile]) -> [Diagnostic]
  private let original: [Diagnostic]
  private var loads = 0
  private var bytes = 0
  private var isSpent: Bool { loads >= Self.mostLoads || bytes >= Self.mostBytes }
  /// What the files of the present state, which is what the next one is held against, read as.
  private var streams: [String: (bytes: [UInt8], stream: YAMLStream?)] = [:]
  private var blocked: Set<Key> = []

  private init(_ original: [Diagnostic], _ load: @escaping ([SourceFile]) -> [Diagnostic]) {
    self.original = original
    self.load = load
  }

  /// `isWanted` is asked of each file whether it may be changed. `load` gives the findings about the files.
  package static func run(
    _ files: [SourceFile], isWanted: (String) -> Bool = { _ in true },
    load: @escaping ([SourceFile]) -> [Diagnostic]
  ) -> Outcome {
    let diagnostics = load(files)
    var run = RepositoryFix(diagnostics, load)
    let wanted = Set(files.map(\.path).filter(isWanted))
    let end = run.mend(State(files: files, diagnostics: diagnostics), wanted)
    let changed = zip(files, end.files).filter { $0 != $1 }.map(\.0.path).sorted()
    return Outcome(files: end.files, changed: changed, applied: end.applied, diagnostics: end.diagnostics)
  }

  private mutating func mend(_ start: State, _ wanted: Set<String>) -> State {
    var good = start
    for _ in 0..<Self.mostRounds where !isSpent {
      let keys = candidates(good, wanted)
      if keys.isEmpty { break }
      guard let next = attempt(keys, from: good, wanted) else { break }
      good = next
    }
    return good
  }

  /// Errors before warnings, so that what a warning's fix does can be told apart. References that agree with one another
  /// in several files stay, as they do within one: the definition may be what is misspelt.
  private func candidates(_ state: State, _ wanted: Set<String>) -> [Key] {
    var counts: [String: Int] = [:]
    for diagnostic in state.diagnostics where diagnostic.code.isUnknownReference {
      counts[diagnostic.message, default: 0] += 1
    }
    let open = state.diagnostics.filter {
      if $0.code.isUnknownReference, counts[$0.message, default: 0] > 1 { return false }
      return $0.fix?.isSafe == true && wanted.contains($0.place.file) && !blocked.contains(Key($0))
    }
    let errors = open.filter { $0.severity == .error }
    return (errors.isEmpty ? open : errors).map(Key.init)
  }

  /// The state after as many of the fixes as do no harm; nil where there is none.
  private mutating func attempt(_ keys: [Key], from good: State, _ wanted: Set<String>) -> State? {
    guard !keys.isEmpty, !isSpent else { return nil }
    if let next = settle(Set(keys), from: good, wanted) { return next }
    guard keys.count > 1 else {
      blocked.insert(keys[0])
      return nil
    }
    let half = keys.count / 2
    let first = attempt(Array(keys[..<half]), from: good, wanted)
    return attempt(Array(keys[half...]), from: first ?? good, wanted) ?? first
  }

  /// Writes the fixes, then those of what they uncovered, until the result holds.
  private mutating func settle(_ keys: Set<Key>, from good: State, _ wanted: Set<String>) -> State? {
    guard var state = write(keys, into: good) else { return nil }
    for _ in 0..<4 {
      let uncovered = introduced(state)
      if uncovered.isEmpty { return state }
      let next = Set(uncovered.filter { $0.fix?.isSafe == true && wanted.contains($0.place.file) }.map(Key.init))
      // What has no fix stays, and with it the harm.
      guard next.count == Set(uncovered.map(Key.init)).count, let later = write(next, into: state) else { return nil }
      state = later
    }
    return nil
  }

  private mutating func write(_ keys: Set<Key>, into state: State) -> State? {
    guard !isSpent else { return nil }
    var next = state
    let byFile = Dictionary(grouping: state.diagnostics.filter { keys.contains(Key($0)) }, by: \.place.file)
    for index in next.files.indices {
      guard let diagnostics = byFile[next.files[index].path] else { continue }
      let result = FixSet.apply(diagnostics, to: next.files[index].bytes)
      bytes += result.bytes.count
      guard keeps(next.files[index], result) else { return nil }
      next.files[index].bytes = result.bytes
      next.applied += result.applied
    }
    guard next.files != state.files else { return nil }
    loads += 1
    next.diagnostics = load(next.files)
    return next
  }

  /// Comments stay comments; and where only warnings are mended, every value stays what it was.
  private mutating func keeps(_ file: SourceFile, _ result: FixSet.Result) -> Bool {
    let old = stream(file.path, file.bytes)
    guard let old, let new = stream(file.path, result.bytes) else { return true }
    guard old.comments.map(\.text) == new.comments.map(\.text) else { return false }
    return result.applied.contains { $0.severity == .error } || old.documents.map(\.json) == new.documents.map(\.json)
  }

  /// Errors that were not there before and that no mended error can have hidden.
  ///
  /// Hidden are: what stands behind the place where a file could not be read on; and what is looked at only in sound
  /// documents, that is references and meaning, by an error of an earlier kind.
  private func introduced(_ state: State) -> [Diagnostic] {
    var before: [Finding: Int] = [:]
    for diagnostic in original where diagnostic.severity == .error { before[Finding(diagnostic), default: 0] += 1 }
    var new: [Diagnostic] = []
    for diagnostic in state.diagnostics where diagnostic.severity == .error {
      let finding = Finding(diagnostic)
      if let count = before[finding], count > 0 { before[finding] = count - 1 } else { new.append(diagnostic) }
    }
    let hidden = Hidden(by: before.filter { $0.value > 0 }.keys, original)
    // Of a file with very many findings only the first were ever seen.
    let counts = Dictionary(grouping: original, by: \.place.file).mapValues(\.count)
    return new.filter { error in
      counts[error.place.file, default: 0] < Report.maximum && !hidden.contains(error)
    }
  }

  /// What mended errors can have hidden.
  private struct Hidden {
    /// The least stage of errors in what was read.
    private var least = Int.max
    /// By file, the first line at which reading stopped.
    private var unread: [String: Int] = [:]

    init(by mended: some Sequence<Finding>, _ original: [Diagnostic]) {
      let mended = Set(mended)
      for finding in mended where stage(finding.code) > 0 { least = min(least, stage(finding.code)) }
      for diagnostic in original where stage(diagnostic.code) == 0 && mended.contains(Finding(diagnostic)) {
        unread[diagnostic.place.file] = min(unread[diagnostic.place.file] ?? .max, diagnostic.place.line)
      }
    }

    func contains(_ error: Diagnostic) -> Bool {
      let stage = stage(error.code)
      if least < stage || !unread.isEmpty && stage == 2 { return true }
      return unread[error.place.file].map { stage > 0 || error.place.line >= $0 } ?? false
    }
  }

  private mutating func stream(_ path: String, _ bytes: [UInt8]) -> YAMLStream? {
    if let known = streams[path], known.bytes == bytes { return known.stream }
    let stream = try? YAMLTree.parse(bytes)
    streams[path] = (bytes, stream)
    return stream
  }
}

/// Files are read, then held against their shapes, then against each other.
private func stage(_ code: DiagnosticCode) -> Int {
  code.rawValue.hasPrefix("VB00") ? 0 : code.rawValue.hasPrefix("VB01") ? 1 : 2
}
