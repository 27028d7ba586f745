package import YAMLTree

/// Finds `{{name}}` in texts, and `{name}` in example sentences.
enum Template {
  struct Reference: Equatable {
    var name: String
    /// In Unicode scalars from the start of the text, braces included.
    var offset: Int
    var count: Int
  }
  struct Problem: Equatable {
    var message: String
    var offset: Int
  }

  /// The references of the text in their order; `braces` opening ones start each.
  static func references(in text: String, braces: Int = 2) -> (found: [Reference], problem: Problem?) {
    guard text.utf8.contains(UInt8(ascii: "{")) || text.utf8.contains(UInt8(ascii: "}")) else { return ([], nil) }
    let scalars = Array(text.unicodeScalars)
    var found: [Reference] = []
    var index = 0
    while index < scalars.count {
      if isRun(of: "}", at: index, in: scalars, braces) {
        return (found, Problem(message: "closing braces without opening ones", offset: index))
      }
      guard isRun(of: "{", at: index, in: scalars, braces) else {
        index += 1
        continue
      }
      var end = index + braces
      while end < scalars.count, scalars[end] != "}", scalars[end] != "{" { end += 1 }
      guard isRun(of: "}", at: end, in: scalars, braces) else {
        return (found, Problem(message: "opening braces without closing ones", offset: index))
      }
      let inner = scalars[(index + braces)..<end].drop { $0 == " " }
      let name = inner.reversed().drop { $0 == " " }.reversed()
      guard !name.isEmpty, name.allSatisfy(isNamePart) else {
        return (found, Problem(message: "only a name may stand between the braces", offset: index))
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: name)
      found.append(Reference(name: text, offset: index, count: end + braces - index))
      index = end + braces
    }
    return (found, nil)
  }

  /// Names between single braces, `{name}` and `${name}`, dollar sign and braces included; names alone, not what JSON or
  /// code has there.
  static func singles(in text: String) -> [Reference] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
    let scalars = Array(text.unicodeScalars)
    var found: [Reference] = []
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "{" else {
        index += 1
        continue
      }
      let start = index
      while index < scalars.count, scalars[index] == "{" { index += 1 }
      let inner = index
      while index < scalars.count, isNamePart(scalars[index]) { index += 1 }
      guard inner == start + 1, index > inner, index < scalars.count, scalars[index] == "}",
        index + 1 == scalars.count || scalars[index + 1] != "}"
      else { continue }
      var name = ""
      name.unicodeScalars.append(contentsOf: scalars[inner..<index])
      index += 1
      let first = start > 0 && scalars[start - 1] == "$" ? start - 1 : start
      found.append(Reference(name: name, offset: first, count: index - first))
    }
    return found
  }

  /// The name, where the whole text is one reference.
  static func whole(_ text: String) -> String? {
    let (found, problem) = references(in: text)
    guard problem == nil, found.count == 1, found[0].count == text.unicodeScalars.count else { return nil }
    return found[0].name
  }

  private static func isRun(of scalar: Unicode.Scalar, at index: Int, in scalars: [Unicode.Scalar], _ count: Int)
    -> Bool
  {
    index + count <= scalars.count && scalars[index..<(index + count)].allSatisfy { $0 == scalar }
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      && (scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
        || "._-".unicodeScalars.contains(scalar))
  }
}

/// Where parts of a scalar's text stand: the whole scalar where folding or escapes hide them.
///
/// Made once for all parts of a text, since to count its letters takes as long as the text.
struct ScalarRanges {
  private let whole: YAMLRange
  /// The column of the text's first letter, where each letter has a column of its own.
  private let start: Int?

  init(_ node: YAMLNode) {
    whole = node.range
    guard let scalar = node.scalar, whole.start.line == whole.end.line else {
      start = nil
      return
    }
    let quotes = scalar.style == .plain ? 0 : 1
    let isExact = whole.end.column - whole.start.column == scalar.text.unicodeScalars.count + 2 * quotes
    start = isExact ? whole.start.column + quotes : nil
  }

  /// - Parameter offset: in Unicode scalars from the start of the text.
  func range(offset: Int, count: Int) -> YAMLRange {
    guard let start else { return whole }
    let line = whole.start.line
    return YAMLRange(
      start: YAMLPosition(line: line, column: start + offset),
      end: YAMLPosition(line: line, column: start + offset + count), source: whole.source)
  }
}

extension YAMLNode {
  /// Where a part of a scalar's text stands.
  package func range(offset: Int, count: Int) -> YAMLRange { ScalarRanges(self).range(offset: offset, count: count) }

  /// The node a JSON Pointer leads to, or as far towards it as there is one.
  func descendant(_ pointer: String) -> YAMLNode {
    var node = self
    for token in pointer.split(separator: "/") {
      let name = String(token).replacing("~1", with: "/").replacing("~0", with: "~")
      guard let next = node[name] ?? Int(name).flatMap({ node[$0] }) else { return node }
      node = next
    }
    return node
  }
}
