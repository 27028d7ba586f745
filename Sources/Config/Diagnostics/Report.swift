package import YAMLTree

/// Collects the findings of one file.
///
/// Invariant: at most `maximum` are kept, and one more where that is the first error, so that a file of errors costs no
/// more than one of text, and no file of warnings hides that it is refused.
package struct Report {
  package static let maximum = 100
  /// The source of ranges that come from an overlay.
  package static let overlaySource: Int32 = 1

  package let file: String
  package private(set) var diagnostics: [Diagnostic] = []
  package private(set) var hasError = false
  /// Where a word stands that its field has as a choice, so that it means the same to every reader.
  private var choices: Set<YAMLPosition> = []

  /// Findings about the file that are kept elsewhere.
  private let already: Int
  /// Whether an error is among what is kept, here or elsewhere.
  private var isRefused: Bool
  /// The file of ranges that come from an overlay.
  package let overlay: String?

  /// What is left of the work that suggestions about the file may take.
  package private(set) var work: Int

  package init(
    file: String, already: Int = 0, isRefused: Bool = false, overlay: String? = nil, work: Int = Closest.maximumWork
  ) {
    self.file = file
    self.already = already
    self.isRefused = isRefused
    self.overlay = overlay
    self.work = work
  }

  /// A report of a part of the same file, which goes on where this one is.
  package var continued: Report {
    Report(file: file, already: count, isRefused: isRefused, overlay: overlay, work: work)
  }

  package var count: Int { already + diagnostics.count }
  package var isFull: Bool { count >= Self.maximum }
  /// Whether nothing more can be kept, so that there is nothing to look for either.
  package var isClosed: Bool { isFull && isRefused }

  private func keeps(_ severity: Diagnostic.Severity) -> Bool { !isFull || severity == .error && !isRefused }

  package func place(_ range: YAMLRange) -> Diagnostic.Place {
    Diagnostic.Place(
      file: range.source == Self.overlaySource ? overlay ?? file : file, line: range.start.line,
      column: range.start.column, endLine: range.end.line,
      endColumn: range.end.column)
  }

  package mutating func add(
    _ code: DiagnosticCode, _ message: String, _ range: YAMLRange, suggestion: String? = nil,
    replacement: String? = nil, isSafe: Bool = false, related: [Diagnostic.Related] = []
  ) {
    if code.severity == .error { hasError = true }
    guard keeps(code.severity) else { return }
    if code.severity == .error { isRefused = true }
    let place = place(range)
    diagnostics.append(
      Diagnostic(
        code: code, message: message, place: place, suggestion: suggestion,
        fix: replacement.map { Diagnostic.Fix(place: place, replacement: $0, isSafe: isSafe) }, related: related))
  }

  package mutating func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasError = true }
    guard keeps(diagnostic.severity) else { return }
    if diagnostic.severity == .error { isRefused = true }
    diagnostics.append(diagnostic)
  }

  /// Keeps the fixes of those findings from being written unasked.
  package mutating func doubt(_ isDoubtful: (Diagnostic) -> Bool) {
    for index in diagnostics.indices where isDoubtful(diagnostics[index]) { diagnostics[index].fix?.isSafe = false }
  }

  package mutating func noteChoice(at range: YAMLRange) { choices.insert(range.start) }
  func isChoice(at range: YAMLRange) -> Bool { choices.contains(range.start) }

  /// Takes over what the other found about the same file.
  package mutating func merge(_ other: Report) {
    for diagnostic in other.diagnostics { add(diagnostic) }
    if other.hasError { noteError() }
    choices.formUnion(other.choices)
    work = min(work, other.work)
  }

  /// There was an error, kept elsewhere or no longer kept.
  package mutating func noteError() { hasError = true }

  /// A name that means nothing, with the one that was probably meant.
  package mutating func addUnknown(
    _ code: DiagnosticCode, _ message: @autoclosure () -> String, _ range: YAMLRange, name: String,
    known: @autoclosure () -> some Sequence<String>
  ) {
    guard keeps(code.severity) else {
      if code.severity == .error { hasError = true }
      return
    }
    let match = Closest.find(name, among: known(), work: &work)
    add(
      code, message(), range, suggestion: match.map { "did you mean `\($0.name)`?" },
      replacement: match.map { YAMLScalarText.string($0.name) }, isSafe: range.isOneLine && match?.isCertain ?? false)
  }

  /// The name that was probably meant; nil where that is not known, and where no finding would be kept to say so.
  package mutating func closest(_ name: String, among known: @autoclosure () -> some Sequence<String>) -> String? {
    isFull ? nil : Closest.find(name, among: known(), work: &work)?.name
  }
}
