/// A file that is made to be slow to judge, of any size up to what the language takes.
///
/// Deterministic: a size gives the same bytes each time. Sizes grow by more of the same, so that the work for one of
/// twice the size says whether it grows faster than the file.
package struct HostileInput: Sendable, CustomStringConvertible {
  package var name: String
  /// Where the file lies in a repository.
  package var path: String
  private let make: @Sendable (Int) -> String

  package var description: String { name }

  init(_ name: String, _ path: String, _ make: @escaping @Sendable (Int) -> String) {
    self.name = name
    self.path = path
    self.make = make
  }

  /// The file with at most that many bytes, and hardly fewer.
  package func bytes(_ size: Int) -> [UInt8] { Array(make(size).utf8) }
}

/// A part of a text that repeats: what opens it, its pieces by their index, what closes it.
struct Section: Sendable {
  var open: String
  var close: String
  var piece: @Sendable (Int) -> String

  init(_ open: String, _ close: String = "", _ piece: @escaping @Sendable (Int) -> String) {
    self.open = open
    self.close = close
    self.piece = piece
  }
}

enum Filling {
  /// The sections one after another, each with the same number of pieces: as many as there is room for.
  static func text(_ head: String, _ sections: [Section], _ tail: String = "", size: Int) -> String {
    var texts = sections.map(\.open)
    var left = size - head.utf8.count - tail.utf8.count
    for section in sections { left -= section.open.utf8.count + section.close.utf8.count }
    var index = 0
    while true {
      let pieces = sections.map { $0.piece(index) }
      left -= pieces.reduce(0) { $0 + $1.utf8.count }
      guard left >= 0 else { break }
      for (section, piece) in pieces.enumerated() { texts[section] += piece }
      index += 1
    }
    return head + zip(texts, sections).map { $0 + $1.close }.joined() + tail
  }
}

extension HostileInput {
  /// Bare YAML, in a place where any may stand.
  static func yaml(
    _ name: String, _ head: String = "", _ tail: String = "", _ piece: @escaping @Sendable (Int) -> String
  )
    -> HostileInput
  {
    HostileInput("yaml: " + name, "scenarios/hello/scenario.yaml") {
      Filling.text(head, [Section("", "", piece)], tail, size: $0)
    }
  }

  static let scenarioHead = document("Scenario", "hello") + "spec:\n"

  static func scenario(_ name: String, _ sections: [Section], _ tail: String = "") -> HostileInput {
    HostileInput("scenario: " + name, "scenarios/hello/scenario.yaml") {
      Filling.text(scenarioHead, sections, tail, size: $0)
    }
  }

  /// Documents of a tenant's folder.
  static func tenant(
    _ name: String, _ head: String = "", _ sections: [Section], _ tail: String = ""
  ) -> HostileInput {
    HostileInput("tenant: " + name, "bots/acme/many.yaml") { Filling.text(head, sections, tail, size: $0) }
  }

  static func file(_ name: String, _ path: String, _ head: String, _ sections: [Section], _ tail: String = "")
    -> HostileInput
  {
    HostileInput(name, path) { Filling.text(head, sections, tail, size: $0) }
  }

  /// The first lines of a document.
  static func document(_ kind: String, _ name: String, _ metadata: String = "") -> String {
    "apiVersion: voicebot/v1\nkind: \(kind)\nmetadata: {name: \(name)\(metadata)}\n"
  }
}
