package import Diagnostics
import Resources
package import YAMLTree

/// Holds a node against its shape. What passes can be decoded without further checks.
package struct ShapeChecker {
  package var report: Report
  /// Inside of a field that is not carried out, which has been said.
  private var isToldAlready = false

  package init(report: Report) { self.report = report }

  /// `anchor` is where a missing field is reported: the key that holds the node.
  package mutating func check(_ node: YAMLNode, _ shape: Shape, anchor: YAMLRange) {
    guard !report.isClosed else { return }
    if isNull(node), !shape.acceptsNull {
      return report.add(.empty, "has no value", anchor, suggestion: "write one, or leave the field out")
    }
    switch shape {
    case .text(let form): checkText(node, form)
    case .template: checkText(node, .any)
    case .integer(let range): checkInteger(node, range)
    case .number(let range): checkNumber(node, range)
    case .boolean: checkBoolean(node)
    case .duration: checkDuration(node, nil)
    case .durationIn(let range): checkDuration(node, range)
    case .size: checkSize(node)
    case .choice(let choices): checkChoice(node, choices)
    case .list(let element, let least): checkList(node, element, least, anchor)
    case .map(let form, let value): checkMap(node, form, value)
    case .object(let object): checkObject(node, object, anchor: anchor)
    case .scalar:
      if node.scalar == nil { wrongType(node, "a single value") } else { checkAltered(node) }
    case .json: checkJSON(node)
    }
  }

  private func isNull(_ node: YAMLNode) -> Bool { node.scalar?.resolved == .null }

  private mutating func wrongType(_ node: YAMLNode, _ wanted: String, replacement: String? = nil, isSafe: Bool = false)
  {
    let range =
      node.scalar == nil
      ? YAMLRange(start: node.range.start, end: node.range.start, source: node.range.source) : node.range
    report.add(
      .wrongType, "must be \(wanted), not \(node.kindText)", range,
      suggestion: replacement.map { "write `\($0)`" }, replacement: replacement, isSafe: isSafe && range.isOneLine)
  }

  package mutating func checkObject(_ node: YAMLNode, _ shape: ObjectShape, anchor: YAMLRange) {
    guard let entries = node.entries else { return wrongType(node, "a mapping") }
    // A field that is there already is not what was meant: the fix would write it twice.
    lazy var absent = shape.fields.map(\.name).filter { node.entry($0) == nil }
    // In an environment what the resource has by itself may be meant as well.
    lazy var notOverlaid = shape.fields.map(\.name).filter { !(node.entry($0)?.value.isOverlaid ?? false) }
    for entry in entries {
      if let field = shape.field(entry.name) {
        check(entry, field)
      } else {
        report.addUnknown(
          .unknownField, "unknown field `\(entry.name)`", entry.nameRange, name: entry.name,
          known: entry.nameRange.source == Report.overlaySource ? notOverlaid : absent)
      }
    }
    for field in shape.fields where field.required && node.entry(field.name) == nil {
      report.add(.missingField, "field `\(field.name)` is missing", anchor, suggestion: "needs `\(field.name)`")
    }
    if !shape.exactlyOne.isEmpty {
      let present = shape.exactlyOne.filter { node.entry($0) != nil }
      let names = shape.exactlyOne.map { "`\($0)`" }.joined(separator: " or ")
      if present.count != 1 { report.add(.exactlyOne, "needs exactly one of \(names)", anchor) }
    }
  }

  private mutating func check(_ entry: YAMLEntry, _ field: Field) {
    guard !field.carriedOut, !isToldAlready else {
      return check(entry.value, field.shape, anchor: entry.nameRange)
    }
    tellNotCarriedOut("field `\(entry.name)`", entry.nameRange)
    isToldAlready = true
    check(entry.value, field.shape, anchor: entry.nameRange)
    isToldAlready = false
  }

  private mutating func tellNotCarriedOut(_ what: String, _ range: YAMLRange) {
    report.add(.notCarriedOut, "\(what) is checked, but this version does not carry it out", range)
  }

  private mutating func checkMap(_ node: YAMLNode, _ form: TextForm, _ value: Shape) {
    guard let entries = node.entries else { return wrongType(node, "a mapping") }
    for entry in entries {
      if entry.name.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
        report.add(.empty, "a name is empty", entry.nameRange)
      } else if !form.accepts(entry.name) {
        report.add(.badFormat, "`\(entry.name)` must be \(form.description)", entry.nameRange)
      }
      check(entry.value, value, anchor: entry.nameRange)
    }
  }

  private mutating func checkList(_ node: YAMLNode, _ element: Shape, _ least: Int, _ anchor: YAMLRange) {
    guard let elements = node.elements else {
      let text = node.scalar.map { $0.style == .plain ? "[\($0.text)]" : "[\(YAMLScalarText.quoted($0.text))]" }
      // A comma could be meant to part elements, and braces and colons mean something else between brackets.
      let isOne = node.scalar.map { !$0.text.contains { ",[]{}:#".contains($0) } } ?? false
      return wrongType(node, "a list", replacement: text, isSafe: isOne)
    }
    if elements.count < least {
      report.add(.empty, "needs at least \(least) \(least == 1 ? "element" : "elements")", anchor)
    }
    for node in elements { check(node, element, anchor: node.range) }
  }

  private mutating func checkChoice(_ node: YAMLNode, _ choices: [Choice]) {
    guard let scalar = node.scalar else { return wrongType(node, "a text") }
    if let choice = choices.first(where: { $0.value == scalar.text }) {
      if ["on", "off", "yes", "no"].contains(scalar.text) { report.noteChoice(at: node.range) }
      if !choice.carriedOut, !isToldAlready { tellNotCarriedOut("`\(choice.value)`", node.range) }
      return
    }
    let names = choices.map { "`\($0.value)`" }.joined(separator: ", ")
    let message =
      choices.count == 1 ? "`\(scalar.text)` must be \(names)" : "`\(scalar.text)` is not one of \(names)"
    report.addUnknown(.notAChoice, message, node.range, name: scalar.text, known: choices.map(\.value))
  }
}

extension Shape {
  fileprivate var acceptsNull: Bool { if case .json = self { true } else { false } }
}

extension YAMLNode {
  /// Whether a part of it comes from an environment. Depth is bounded by the tree's.
  fileprivate var isOverlaid: Bool {
    if range.source == Report.overlaySource { return true }
    switch content {
    case .scalar: return false
    case .sequence(let elements): return elements.contains { $0.isOverlaid }
    case .mapping(let entries): return entries.contains { $0.value.isOverlaid }
    }
  }

  /// What the node is, for messages.
  package var kindText: String {
    switch content {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let scalar):
      switch scalar.resolved {
      case .null: return "nothing"
      case .boolean: return "true or false"
      case .integer: return "the integer \(scalar.text)"
      case .number: return "the number \(scalar.text)"
      case .string: return "the text \"\(scalar.text.prefix(40))\""
      }
    }
  }
}
