import JSON
import Testing
import YAMLTree

struct YAMLWriterTests {
  private struct Random {
    var state: UInt64 = 3
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }

    static let texts = [
      "plain", "two words", "", " ", "yes", "No", "0012", "+4930", "12", "1e3", "~", "null", "a: b", "a #b", "- x",
      "line\nline", "line\n", "line\n\n", "\nline", "a\n\nb\n", "a\n  b", " a\nb", "a\n \nb", "tab\there", "é\u{301}",
      "\u{7F}", "\u{2028}", "\u{FEFF}x", "\"quoted\"", "'", "{{name}}", "[x", "*a", "&a", "!t", "%", "@", "`", "|", ">",
      "trailing ", "1:30", ".inf", "0x1F", "y", "=", "<<", "👍 ok", "\u{85}", "\\", "a\r\nb",
    ]

    mutating func value(_ depth: Int) -> JSONValue {
      switch next(depth > 3 ? 5 : 8) {
      case 0: return .bool(next(2) == 0)
      case 1: return .integer(Int64(next(2000) - 1000))
      case 2: return .null
      case 3, 4: return .string(Self.texts[next(Self.texts.count)])
      case 5: return .number(Double(next(1000)) / 8)
      case 6: return .array((0..<next(4)).map { _ in value(depth + 1) })
      default:
        var object = JSONObject()
        for _ in 0..<next(4) {
          let name = Self.texts[next(Self.texts.count)]
          // Keys of several lines are no keys of the language.
          object[name.contains { $0.isNewline } ? "key" : name] = value(depth + 1)
        }
        return .object(object)
      }
    }
  }

  @Test func readingGivesTheValue() throws {
    var random = Random()
    for _ in 0..<3000 {
      let value: JSONValue = ["root": random.value(0)]
      let text = YAMLWriter.text(value)
      let read = try YAMLTree.parse(Array(text.utf8))
      #expect(read.documents.count == 1 && normal(read.documents[0].json) == normal(value), "\(text)")
    }
  }

  /// Numbers by their value.
  private func normal(_ value: JSONValue) -> JSONValue {
    switch value {
    case .integer(let integer): .number(Double(integer))
    case .array(let elements): .array(elements.map(normal))
    case .object(let object): .object(JSONObject(distinct: object.members.map { ($0.name, normal($0.value)) }))
    default: value
    }
  }

  @Test func looksAsAPersonWouldWriteIt() {
    let value: JSONValue = [
      "kind": "Bot", "numbers": ["100", "+49"], "text": "One.\nTwo.\n", "empty": [:],
      "list": [["name": "a", "deep": ["x": 1]], ["name": "b"]],
    ]
    #expect(
      YAMLWriter { $0 == [.name("kind")] ? "here" : nil }.print(value) == """
        kind: Bot  # here
        numbers:
          - "100"
          - "+49"
        text: |
          One.
          Two.
        empty: {}
        list:
          - name: a
            deep:
              x: 1
          - name: b

        """)
  }
}
