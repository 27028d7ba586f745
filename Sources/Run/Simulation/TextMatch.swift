import JSON
import JSONSchema
import Resources

/// Compares what was said and done with what a test expects.
enum TextMatch {
  /// Letters and digits in lower case, in words; apostrophes join, other marks part.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.unicodeScalars.append(scalar)
      } else if scalar != "'", scalar != "\u{2019}", !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  static func holds(_ matcher: TestCase.Matcher, _ text: String) -> Bool {
    switch matcher {
    case .words(let wanted): contains(words(text), words(wanted))
    case .contains(let part): text.contains(part)
    case .equals(let whole): words(text) == words(whole)
    case .matches(let source): (try? Pattern(source))?.matches(text) ?? false
    case .any(let matchers): matchers.contains { holds($0, text) }
    case .not(let inner): !holds(inner, text)
    }
  }

  private static func contains(_ text: [String], _ wanted: [String]) -> Bool {
    guard wanted.count <= text.count else { return false }
    return (0...(text.count - wanted.count)).contains { text[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }

  static func describe(_ matcher: TestCase.Matcher) -> String {
    switch matcher {
    case .words(let text): "\"\(text)\""
    case .contains(let text): "exactly \"\(text)\" somewhere"
    case .equals(let text): "\"\(text)\" and nothing else"
    case .matches(let source): "/\(source)/"
    case .any(let matchers): "any of " + matchers.map(describe).joined(separator: ", ")
    case .not(let inner): "not " + describe(inner)
    }
  }

  /// Whether the value is the expected one; of an object it may have more members.
  static func holds(_ expected: JSONValue, _ actual: JSONValue) -> Bool {
    switch (expected, actual) {
    case (.object(let wanted), .object(let given)):
      return wanted.members.allSatisfy { member in given[member.name].map { holds(member.value, $0) } ?? false }
    case (.array(let wanted), .array(let given)):
      return wanted.count == given.count && zip(wanted, given).allSatisfy { holds($0, $1) }
    default:
      if let wanted = expected.doubleValue, let given = actual.doubleValue { return wanted == given }
      return expected == actual
    }
  }
}
