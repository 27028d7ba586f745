import Diagnostics
import Resources
import YAMLTree

extension ShapeChecker {
  private mutating func wrong(_ node: YAMLNode, _ wanted: String, replacement: String? = nil) {
    let range =
      node.scalar == nil
      ? YAMLRange(start: node.range.start, end: node.range.start, source: node.range.source) : node.range
    report.add(
      .wrongType, "must be \(wanted), not \(node.kindText)", range,
      suggestion: replacement.map { "write `\($0)`" }, replacement: replacement,
      isSafe: range.isOneLine)
  }

  mutating func checkText(_ node: YAMLNode, _ form: TextForm) {
    if form == .secret || form == .secretFile, !form.accepts(node.scalar?.text ?? "") {
      return report.addSecretValue(form, node.range)
    }
    guard let scalar = node.scalar else { return wrong(node, "a text") }
    guard scalar.resolved == .string else { return unquoted(node, scalar) }
    guard scalar.text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      let what = scalar.text.isEmpty ? "an empty text" : "a text of spaces alone"
      return report.add(.empty, "is \(what)", node.range, suggestion: "write one, or leave the field out")
    }
    guard !form.accepts(scalar.text) else { return }
    report.add(.badFormat, "`\(scalar.text.prefix(80))` must be \(form.description)", node.range)
  }

  private mutating func unquoted(_ node: YAMLNode, _ scalar: YAMLScalar) {
    let quoted = YAMLScalarText.quoted(scalar.text)
    report.add(
      .unquoted, "`\(scalar.text)` is read as \(Self.kind(scalar)), not as a text", node.range,
      suggestion: "write `\(quoted)`", replacement: quoted, isSafe: true)
  }

  private static func kind(_ scalar: YAMLScalar) -> String {
    switch scalar.resolved {
    case .null: "nothing"
    case .boolean: "true or false"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a text"
    }
  }

  /// What a plain scalar would be had it not been quoted.
  private func unwrapped(_ scalar: YAMLScalar) -> YAMLResolved {
    YAMLScalar(text: scalar.text, style: .plain).resolved
  }

  mutating func checkInteger(_ node: YAMLNode, _ range: ClosedRange<Int>) {
    guard let scalar = node.scalar else { return wrong(node, "an integer") }
    guard case .integer(let value) = scalar.resolved else {
      if case .integer = unwrapped(scalar) { return wrong(node, "an integer", replacement: scalar.text) }
      return wrong(node, "an integer")
    }
    guard let value = Int(exactly: value), range.contains(value) else {
      return report.add(
        .outOfRange, "\(scalar.text) must be \(range.lowerBound) to \(range.upperBound)", node.range)
    }
  }

  mutating func checkNumber(_ node: YAMLNode, _ range: ClosedRange<Double>) {
    guard let scalar = node.scalar else { return wrong(node, "a number") }
    let value: Double
    switch scalar.resolved {
    case .integer(let integer): value = Double(integer)
    case .number(let number): value = number
    default:
      switch unwrapped(scalar) {
      case .integer, .number: return wrong(node, "a number", replacement: scalar.text)
      default: return wrong(node, "a number")
      }
    }
    guard range.contains(value) else {
      return report.add(
        .outOfRange, "\(scalar.text) must be \(range.lowerBound) to \(range.upperBound)", node.range)
    }
  }

  mutating func checkBoolean(_ node: YAMLNode) {
    guard let scalar = node.scalar else { return wrong(node, "true or false") }
    if case .boolean = scalar.resolved { return }
    switch scalar.text.lowercased() {
    case "yes", "y", "on", "true": wrong(node, "true or false", replacement: "true")
    case "no", "n", "off", "false": wrong(node, "true or false", replacement: "false")
    default: wrong(node, "true or false")
    }
  }

  mutating func checkDuration(_ node: YAMLNode, _ range: ClosedRange<Duration>?) {
    guard let scalar = node.scalar else { return wrong(node, "a duration such as `2s`") }
    if let value = DurationText.parse(scalar.text) {
      guard let range, !range.contains(value) else { return }
      let bounds = "\(DurationText.shortest(range.lowerBound)) to \(DurationText.shortest(range.upperBound))"
      return report.add(.outOfRange, "\(scalar.text) must be \(bounds)", node.range)
    }
    let isNumber = !scalar.text.isEmpty && scalar.text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let units = ["s", "ms"].filter { unit in
      range.map { range in DurationText.parse(scalar.text + unit).map(range.contains) ?? false } ?? true
    }
    report.add(
      .badDuration, "`\(scalar.text.prefix(40))` is not a duration", node.range,
      suggestion: isNumber && !units.isEmpty
        ? "write \(units.map { "`\(scalar.text)\($0)`" }.joined(separator: " or "))"
        : "write one such as `300ms`, `2s`, `10m`, `4h`, `30d`",
      replacement: isNumber ? units.first.map { scalar.text + $0 } : nil)
  }

  mutating func checkSize(_ node: YAMLNode) {
    guard let scalar = node.scalar else { return wrong(node, "a size such as `10MiB`") }
    guard SizeText.parse(scalar.text) == nil else { return }
    report.add(
      .badFormat, "`\(scalar.text.prefix(40))` must be a size such as `512KiB`, `10MiB` or `2GiB`", node.range)
  }

  /// Numbers whose value would lose what was written, such as `0012` and `+49301`.
  mutating func checkAltered(_ node: YAMLNode) {
    guard let scalar = node.scalar, scalar.style == .plain else { return }
    switch scalar.resolved {
    case .integer, .number:
      let digits = scalar.text.utf8.drop { $0 == 0x2D }
      let isLong = digits.allSatisfy { (0x30...0x39).contains($0) } && digits.count > 15
      let hasZero = digits.first == 0x30 && digits.dropFirst().first.map { (0x30...0x39).contains($0) } ?? false
      if digits.first == 0x2B || hasZero || isLong { unquoted(node, scalar) }
    case .null, .boolean, .string: break
    }
  }

  /// Depth is bounded by the tree's.
  mutating func checkJSON(_ node: YAMLNode) {
    switch node.content {
    case .scalar: checkAltered(node)
    case .sequence(let elements): for element in elements { checkJSON(element) }
    case .mapping(let entries): for entry in entries { checkJSON(entry.value) }
    }
  }
}
