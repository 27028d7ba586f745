import Resources
package import YAMLTree

/// Carries migrations out on a file's text: comments, order and layout stay, but for the lines of what moves.
///
/// Law: the text that comes of it loads as the text before does, without what is said of earlier versions. A step whose
/// destination is taken leaves its value where it is, as on nodes.
package struct MigrationText {
  /// One thing that was done.
  package struct Move: Sendable, Hashable {
    /// Line of the file as it was given, from 1.
    package var line: Int
    package var text: String
  }

  package enum Failure: Error, Sendable, Hashable {
    /// The file is not YAML.
    case unreadable(YAMLProblem)
    /// A person has to move this one: a block of several lines, or one written in a way that has no safe edit.
    case byHand(line: Int, path: String, destination: String)

    package var line: Int {
      switch self {
      case .unreadable(let problem): problem.range.start.line
      case .byHand(let line, path: _, destination: _): line
      }
    }
    package var message: String {
      switch self {
      case .unreadable: "it cannot be read as YAML"
      case .byHand(_, let path, let destination): "move `\(path)` to `\(destination)` by hand, then try again"
      }
    }
  }

  private var edit: YAMLEdit
  private(set) package var moves: [Move] = []
  private var made: [(document: Int, move: Move)] = []
  package var bytes: [UInt8] { edit.bytes }

  /// A file without documents of earlier versions comes out as it went in, with no moves.
  package init(_ bytes: [UInt8]) throws(Failure) {
    do throws(YAMLProblem) { edit = try YAMLEdit(bytes) } catch { throw .unreadable(error) }
    var open: [Work] = []
    for (index, document) in edit.stream.documents.enumerated() {
      guard let kind = document["kind"]?.scalar.flatMap({ ResourceName.Kind(rawValue: $0.text) }),
        let version = document["apiVersion"]?.scalar?.text, let path = Migration.path(from: version)
      else { continue }
      open += path.prefix(1).map { Work(document: index, kind: kind, migration: $0, later: path.dropFirst()) }
    }
    while !open.isEmpty { open = try round(open) }
    // In the order of the documents, of each as they were made.
    moves = made.enumerated().sorted { ($0.element.document, $0.offset) < ($1.element.document, $1.offset) }
      .map(\.element.move)
  }

  /// What is left to do to one document.
  private struct Work {
    var document: Int
    var kind: ResourceName.Kind
    var migration: Migration
    var later: ArraySlice<Migration>
    /// Steps of the migration that have been gone through.
    var done = 0
  }

  /// Makes as many edits of each document as can be made without reading the file in between: those that put nothing
  /// into the same place, up to the end of one migration.
  ///
  /// - Returns: what is left to do.
  private mutating func round(_ open: [Work]) throws(Failure) -> [Work] {
    edit.gather()
    var left: [Work] = []
    var edited: [(start: Int, failure: Failure)] = []
    for var work in open {
      edit.startPart()
      let isDone = try carryOut(&work, &edited)
      if !isDone {
        left.append(work)
      } else if let next = work.later.first {
        left.append(Work(document: work.document, kind: work.kind, migration: next, later: work.later.dropFirst()))
      }
    }
    do throws(YAMLEditError) { try edit.finish() } catch {
      guard case .problem(let problem) = error else { throw edited[0].failure }
      throw (edited.last { $0.start <= problem.range.start.offset } ?? edited[0]).failure
    }
    return left
  }

  /// Whether the document is through with the migration.
  private mutating func carryOut(
    _ work: inout Work, _ edited: inout [(start: Int, failure: Failure)]
  ) throws(Failure) -> Bool {
    let document = edit.stream.documents[work.document]
    let migration = work.migration
    var parents: Set<[String]> = []
    while work.done < migration.steps.count {
      let step = migration.steps[work.done]
      guard step.kind == work.kind, let value = document.value(at: step.path),
        document.value(at: step.destination) == nil,
        document.removing(step.path[...])?.inserting(value, at: step.destination[...]) != nil
      else {
        work.done += 1
        continue
      }
      let line = value.range.start.line
      let failure = Failure.byHand(
        line: line, path: step.path.joined(separator: "."), destination: step.destination.joined(separator: "."))
      guard parents.insert(Array(step.destination.dropLast())).inserted else { return false }
      let count = edit.gatheredCount
      do throws(YAMLEditError) {
        guard try move(step, work.document) else { throw .wrongKind }
      } catch {
        // Behind another step of this document it may do.
        guard error == .overlaps, parents.count > 1 else { throw failure }
        edit.forget(from: count)
        return false
      }
      edited.append((document.range.start.offset, failure))
      let text =
        "\(step.path.joined(separator: ".")) is now \(step.destination.joined(separator: ".")): \(step.reason)"
      made.append((work.document, Move(line: line, text: text)))
      work.done += 1
    }
    let version = YAMLPath([.name("apiVersion")], document: work.document)
    let line = document["apiVersion"]?.range.start.line ?? 1
    let failure = Failure.byHand(line: line, path: "apiVersion", destination: migration.to)
    do throws(YAMLEditError) { try edit.set(version, to: .plain(migration.to)) } catch { throw failure }
    edited.append((document.range.start.offset, failure))
    made.append(
      (work.document, Move(line: line, text: "apiVersion \(migration.from) is now \(migration.to)")))
    return true
  }

  /// False where the value is none that is moved as text.
  private mutating func move(_ step: Migration.Step, _ index: Int) throws(YAMLEditError) -> Bool {
    let document = edit.stream.documents[index]
    guard let entry = document.value(at: step.path.dropLast())?.entry(step.path[step.path.count - 1]),
      entry.nameRange.start.line == entry.value.range.end.line, !entry.value.range.bytes.isEmpty
    else { return false }
    let text = String(decoding: edit.bytes[entry.value.range.bytes], as: UTF8.self)
    let parent = Array(step.destination.dropLast())
    let name = step.destination[step.destination.count - 1]
    if document.value(at: parent) != nil {
      try edit.insert(name, .plain(text), in: Self.path(parent, index))
      try empty(step.path, index)
      return true
    }
    // The new mapping takes the place of the old entry, so that the comments on it stay on it.
    guard parent.dropLast() == step.path.dropLast(), let container = parent.last else { return false }
    try edit.replace(entry.value.range, with: YAMLValue.mapping([YAMLValue.Member(name, .plain(text))]).flow)
    try edit.rename(Self.path(step.path, index), to: container)
    return true
  }

  /// Takes the entry away and leaves the comment behind it on a line of its own.
  private mutating func empty(_ path: [String], _ index: Int) throws(YAMLEditError) {
    let document = edit.stream.documents[index]
    guard let entry = document.value(at: path.dropLast())?.entry(path[path.count - 1]) else { throw .notFound }
    let line = entry.nameRange.start.line
    let isBlock = edit.bytes[..<entry.nameRange.start.offset].reversed().prefix { $0 != 0x0A && $0 != 0x0D }
      .allSatisfy { $0 == 0x20 }
    let comment = comment(onLine: line)
    let above = self.comment(onLine: line - 1) != nil
    guard isBlock, comment != nil || above else { return try edit.remove(Self.path(path, index)) }
    if let comment {
      return try edit.replace(YAMLRange(start: entry.nameRange.start, end: comment.range.start), with: "")
    }
    // The line goes whole, and the comments above it stay.
    var range = entry.nameRange
    range.start.offset -= range.start.column - 1
    range.end.offset = edit.bytes[range.end.offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? edit.bytes.count
    try edit.replace(range, with: "")
  }

  /// The first comment of the line.
  private func comment(onLine line: Int) -> YAMLComment? {
    let comments = edit.stream.comments
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].range.start.line < line { low = middle + 1 } else { high = middle }
    }
    return low < comments.count && comments[low].range.start.line == line ? comments[low] : nil
  }

  private static func path(_ names: [String], _ index: Int) -> YAMLPath {
    YAMLPath(names.map { .name($0) }, document: index)
  }
}

extension YAMLNode {
  fileprivate func value(at path: ArraySlice<String>) -> YAMLNode? { value(at: Array(path)) }
}
