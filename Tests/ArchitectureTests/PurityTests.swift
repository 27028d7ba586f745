import Testing

@Suite("Pure targets")
struct PurityTests {
  static let pure = table.filter { $0.kind == .pure || $0.kind == .pureOverC }.map(\.name)

  @Test("their arrows lead to the standard library and to pure targets only", arguments: pure)
  func arrows(name: String) throws {
    let rule = try #require(ArrowTests.rules[name])
    for arrow in rule.arrows {
      let target = try #require(
        ArrowTests.rules[arrow.module], "\(name) is pure and may not import \(arrow.module)")
      let allowed: Set<Kind> = rule.kind == .pureOverC ? [.pure, .pureOverC, .c] : [.pure, .pureOverC]
      #expect(allowed.contains(target.kind), "\(name) is \(rule.kind) and may not import a \(target.kind)")
    }
  }

  @Test("they take time, chance and the environment as arguments", arguments: pure)
  func noClock(name: String) throws {
    let rule = try #require(ArrowTests.rules[name])
    for file in try Repository.sources(below: rule.path) {
      for (index, line) in file.code.enumerated() {
        for word in impure where mentions(line, word) {
          Issue.record("\(file):\(index + 1): `\(word)` in a pure target")
        }
      }
    }
  }

  /// Whether the word stands there as a whole; a function's name (`print(`) not as the method of
  /// something, nor where one is declared.
  private func mentions(_ line: Substring, _ word: String) -> Bool {
    line.ranges(of: word).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      if word.hasPrefix(".") { return true }
      if word.hasSuffix("("), line[..<range.lowerBound].hasSuffix("func ") { return false }
      return !(before.isLetter || before.isNumber || before == "_" || before == "." && word.hasSuffix("("))
    }
  }
}
