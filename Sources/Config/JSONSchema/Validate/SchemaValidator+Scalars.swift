import JSON

extension SchemaValidator {
  mutating func meetsNumber(_ value: JSONValue, _ node: SchemaNode) -> Bool {
    guard let rules = node.rules.number else { return true }
    var isMet = true
    if let bound = rules.minimum, !Self.holds(value, bound, { $0 >= 0 }) {
      isMet = fail("must be at least \(Self.text(bound))", "minimum", node)
    }
    if let bound = rules.maximum, !Self.holds(value, bound, { $0 <= 0 }) {
      isMet = fail("must be at most \(Self.text(bound))", "maximum", node)
    }
    if let bound = rules.exclusiveMinimum, !Self.holds(value, bound, { $0 > 0 }) {
      isMet = fail("must be more than \(Self.text(bound))", "exclusiveMinimum", node)
    }
    if let bound = rules.exclusiveMaximum, !Self.holds(value, bound, { $0 < 0 }) {
      isMet = fail("must be less than \(Self.text(bound))", "exclusiveMaximum", node)
    }
    if let divisor = rules.multipleOf, Decimal(value)?.isMultiple(of: divisor.decimal) != true {
      isMet = fail("must be a multiple of \(Self.text(divisor.value))", "multipleOf", node)
    }
    return isMet
  }

  private static func holds(_ value: JSONValue, _ bound: JSONValue, _ test: (Int) -> Bool) -> Bool {
    NumberOrder.compare(value, bound).map(test) ?? false
  }

  mutating func meetsText(_ text: String, _ node: SchemaNode) -> Bool {
    guard let rules = node.rules.text else { return true }
    var isMet = true
    // The scalars are counted only where the number of bytes does not settle it.
    let bytes = text.utf8.count
    if (rules.least > 0 && bytes < 4 * rules.least) || bytes > rules.most {
      guard spend(bytes >> 4) else { return false }
      let length = text.unicodeScalars.count
      if length < rules.least {
        isMet = fail("must have at least \(rules.least) characters", "minLength", node)
      }
      if length > rules.most { isMet = fail("must have at most \(rules.most) characters", "maxLength", node) }
    }
    if isMet || goesOn, let pattern = rules.pattern, !matches(pattern, text) {
      isMet = fail("must match `\(pattern.source.prefix(200))`", "pattern", node)
    }
    if isMet || goesOn, let format = rules.format {
      guard spend(bytes >> 2) else { return false }
      if !Formats.accepts(format, text) { isMet = fail("must be of the format \(format)", "format", node) }
    }
    return isMet
  }

  mutating func matches(_ pattern: Pattern, _ text: String) -> Bool {
    guard spend(4 + pattern.instructions.count >> 4) else { return false }
    // An instruction at a character is a quarter of the work of a keyword.
    var quarters = min(steps, Int.max / 8) * 4
    let isMatch = pattern.matches(text, steps: &quarters)
    steps = quarters >> 2
    return spend(0) && isMatch
  }
}
