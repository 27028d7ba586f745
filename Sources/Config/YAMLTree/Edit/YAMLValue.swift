/// A value to be written into a file.
package indirect enum YAMLValue: Sendable, Hashable {
  package struct Member: Sendable, Hashable {
    package var name: String
    package var value: YAMLValue
    package init(_ name: String, _ value: YAMLValue) {
      self.name = name
      self.value = value
    }
  }

  /// Read back as this text; quoted where that is needed.
  case text(String)
  /// Written as it is: a number, `true`, `null`.
  case plain(String)
  case sequence([YAMLValue])
  case mapping([Member])

  /// On one line, for any place.
  package var flow: String {
    switch self {
    case .text(let text): YAMLScalarText.string(text)
    case .plain(let text): text
    case .sequence(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { YAMLScalarText.string($0.name) + ": " + $0.value.flow }.joined(separator: ", ") + "}"
    }
  }

  /// The lines of a block without indentation.
  var lines: [String] {
    switch self {
    case .sequence(let elements) where !elements.isEmpty:
      elements.flatMap { element in
        element.lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
      }
    case .mapping(let members) where !members.isEmpty:
      members.flatMap { Self.lines(name: $0.name, $0.value) }
    default: [flow]
    }
  }

  static func lines(name: String, _ value: YAMLValue) -> [String] {
    let key = YAMLScalarText.string(name) + ":"
    switch value {
    case .sequence(let elements) where !elements.isEmpty: return [key] + value.lines.map { "  " + $0 }
    case .mapping(let members) where !members.isEmpty: return [key] + value.lines.map { "  " + $0 }
    default: return [key + " " + value.flow]
    }
  }
}

/// Where a value stands in a file.
package struct YAMLPath: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    case name(String)
    case index(Int)
  }
  /// Which document, from 0; those without content do not count.
  package var document: Int
  package var parts: [Part]
  package init(_ parts: [Part] = [], document: Int = 0) {
    self.document = document
    self.parts = parts
  }
}

/// Why an edit was not made.
package enum YAMLEditError: Error, Sendable, Hashable {
  /// Nothing stands at the path.
  case notFound
  /// Something else stands there: no mapping where a name is wanted, no sequence for an element.
  case wrongKind
  /// The mapping has an entry of that name.
  case nameTaken
  /// Another edit that is to be written with it changes the same place.
  case overlaps
  /// The file would no longer be read.
  case problem(YAMLProblem)
}
