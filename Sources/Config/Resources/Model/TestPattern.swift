/// A regular expression of a test's `matches`. Time is linear in the text for each part of the pattern.
///
/// Of ECMA 262 it takes `|`, `.`, `.*` and escaped characters; every other construct is refused, never read otherwise.
package struct TestPattern: Sendable, Hashable {
  package struct Problem: Error, Sendable, Hashable {
    package var message: String
  }

  /// One alternative: pieces that follow one another with anything between. A nil scalar is any one.
  private let alternatives: [[[Unicode.Scalar?]]]

  package init(_ source: String) throws(Problem) {
    var alternatives: [[[Unicode.Scalar?]]] = []
    var pieces: [[Unicode.Scalar?]] = [[]]
    let scalars = Array(source.unicodeScalars)
    var index = 0
    func add(_ scalar: Unicode.Scalar?) { pieces[pieces.count - 1].append(scalar) }
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "|":
        alternatives.append(pieces)
        pieces = [[]]
      case "." where index < scalars.count && scalars[index] == "*":
        index += 1
        pieces.append([])
      case ".": add(nil)
      case "\\":
        guard index < scalars.count, !scalars[index].properties.isAlphabetic, !("0"..."9").contains(scalars[index])
        else { throw Problem(message: "`\\` must come before the mark it stands for") }
        add(scalars[index])
        index += 1
      case "*", "+", "?", "(", ")", "[", "]", "{", "}", "^", "$":
        throw Problem(message: "`\(scalar)` is not part of the patterns that tests take; `\\\(scalar)` is the mark")
      default: add(scalar)
      }
    }
    alternatives.append(pieces)
    self.alternatives = alternatives
  }

  /// Whether the pattern matches somewhere in the text.
  package func finds(in text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return alternatives.contains { pieces in
      var start = 0
      for piece in pieces where !piece.isEmpty {
        guard let found = Self.first(piece, in: scalars, from: start) else { return false }
        start = found + piece.count
      }
      return true
    }
  }

  private static func first(_ piece: [Unicode.Scalar?], in text: [Unicode.Scalar], from start: Int) -> Int? {
    guard piece.count <= text.count - start else { return nil }
    return (start...(text.count - piece.count)).first { at in
      piece.indices.allSatisfy { piece[$0] == nil || piece[$0] == text[at + $0] }
    }
  }
}
