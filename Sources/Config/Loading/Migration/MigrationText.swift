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
  package var bytes: [UInt8] { edit.bytes }

  /// A file without documents of earlier versions comes out as it went in, with no moves.
  package init(_ bytes: [UInt8]) throws(Failure) {
    do throws(YAMLProblem) { edit = try YAMLEdit(bytes) } catch { throw .unreadable(error) }
    for index in edit.stream.documents.indices {
      let document = edit.stream.documents[index]
      guard let kind = document["kind"]?.scalar.flatMap({ ResourceName.Kind(rawValue: $0.text) }),
        let version = document["apiVersion"]?.scalar?.text, let path = Migration.path(from: version)
      else { continue }
      for migration in path { try carryOut(migration, kind, index) }
    }
  }

  private mutating func carryOut(_ migration: Migration, _ kind: ResourceName.Kind, _ index: Int) throws(Failure) {
    for step in migration.steps where step.kind == kind {
      let document = edit.stream.documents[index]
      guard let value = document.value(at: step.path), document.value(at: step.destination) == nil,
        document.removing(step.path[...])?.inserting(value, at: step.destination[...]) != nil
      else { continue }
      let line = value.range.start.line
      do throws(YAMLEditError) {
        guard try move(step, index) else { throw .wrongKind }
      } catch {
        throw .byHand(
          line: line, path: step.path.joined(separator: "."), destination: step.destination.joined(separator: "."))
      }
      moves.append(
        Move(
          line: line,
          text: "\(step.path.joined(separator: ".")) is now \(step.destination.joined(separator: ".")): \(step.reason)")
      )
    }
    let version = YAMLPath([.name("apiVersion")], document: index)
    let line = edit.stream.documents[index]["apiVersion"]?.range.start.line ?? 1
    do throws(YAMLEditError) {
      try edit.set(version, to: .plain(migration.to))
    } catch {
      throw .byHand(line: line, path: "apiVersion", destination: migration.to)
    }
    moves.append(Move(line: line, text: "apiVersion \(migration.from) is now \(migration.to)"))
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
    let comment = edit.stream.comments.first { $0.range.start.line == line }
    let above = edit.stream.comments.contains { $0.range.start.line == line - 1 }
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

  private static func path(_ names: [String], _ index: Int) -> YAMLPath {
    YAMLPath(names.map { .name($0) }, document: index)
  }
}

extension YAMLNode {
  fileprivate func value(at path: ArraySlice<String>) -> YAMLNode? { value(at: Array(path)) }
}
