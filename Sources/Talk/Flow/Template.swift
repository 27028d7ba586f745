/// Text with `{{name}}` and `{{result.field}}`.
struct Template: Sendable {
  private enum Part: Sendable, Hashable {
    case text(String)
    case variable(String)
  }
  private var parts: [Part] = []

  init(_ source: String) {
    var rest = Substring(source)
    while let open = rest.firstRange("{{"), let close = rest[open.upperBound...].firstRange("}}") {
      parts.append(.text(String(rest[..<open.lowerBound])))
      parts.append(.variable(Self.trim(rest[open.upperBound..<close.lowerBound])))
      rest = rest[close.upperBound...]
    }
    parts.append(.text(String(rest)))
    parts.removeAll { $0 == .text("") }
  }

  var variables: [String] { parts.compactMap { if case .variable(let name) = $0 { name } else { nil } } }

  /// The name, where the template is one variable and nothing else.
  var soleVariable: String? {
    guard parts.count == 1, case .variable(let name) = parts[0] else { return nil }
    return name
  }

  /// Unknown variables leave nothing behind, not even the space and comma around them.
  func render(_ value: (String) -> String?) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .variable(let name): text += value(name) ?? ""
      }
    }
    return Self.tidy(text)
  }

  private static func tidy(_ text: String) -> String {
    var result = ""
    for character in text {
      let isSpace = character.isWhitespace
      if isSpace, result.isEmpty || result.last == " " { continue }
      if ",.?!".contains(character) {
        if result.last == " " { result.removeLast() }
        if result.isEmpty || (result.last == "," && character == ",") { continue }
      }
      result.append(isSpace ? " " : character)
    }
    if result.last == " " { result.removeLast() }
    return result
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension Substring {
  /// The first place of a two-character mark.
  fileprivate func firstRange(_ mark: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(mark) { return index..<self.index(index, offsetBy: mark.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
