package import JSON
import YAMLTree

extension FieldExplanation {
  /// For a terminal; several lines, the last without an end.
  package var text: String {
    var lines = [path.joined(separator: "."), ""]
    lines += Self.wrapped(field.doc).map { "  " + $0 }
    if !field.carriedOut { lines += ["", "  \(Field.notCarriedOut)"] }
    lines += ["", "  type      " + field.shape.typeText + (field.required ? ", required" : "")]
    if let bounds = field.shape.boundsText { lines.append("  must be   " + bounds) }
    if let value = field.defaultValue { lines.append("  default   " + JSONWriter.string(value)) }
    if let home { lines.append("  kept in   " + home) }
    lines += Self.table("choices", field.shape.choices.map { ($0.value, "", $0.shownDoc) })
    if let object = field.shape.object {
      lines += Self.table("fields", object.fields.map { ($0.name, $0.typeText, $0.shortDoc) })
      if !object.exactlyOne.isEmpty {
        lines += ["", "  exactly one of \(object.exactlyOne.joined(separator: ", "))"]
      }
    }
    if let example {
      lines += ["", "  example", ""] + YAMLWriter.text(example).split(separator: "\n").map { "    " + $0 }
    }
    return lines.joined(separator: "\n")
  }

  private static func table(_ title: String, _ rows: [(name: String, type: String, doc: String)]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let names = rows.map(\.name.count).max() ?? 0
    let types = rows.map(\.type.count).max() ?? 0
    return ["", "  \(title)", ""]
      + rows.flatMap { row -> [String] in
        var start = "    " + padded(row.name, names) + "  "
        if types > 0 { start += padded(row.type, types) + "  " }
        let indent = String(repeating: " ", count: start.count)
        let doc = wrapped(row.doc, width: max(40, 110 - start.count))
        return doc.enumerated().map { ($0.offset == 0 ? start : indent) + $0.element }
      }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func wrapped(_ text: String, width: Int = 100) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  package var json: JSONValue {
    var object = JSONObject()
    object["path"] = .string(path.joined(separator: "."))
    object["description"] = .string(field.doc)
    object["type"] = .string(field.shape.typeText)
    object["bounds"] = field.shape.boundsText.map { .string($0) }
    object["required"] = .bool(field.required)
    object["carriedOut"] = .bool(field.carriedOut)
    object["default"] = field.defaultValue
    object["home"] = home.map { .string($0) }
    if !field.shownExamples.isEmpty { object["examples"] = .array(field.shownExamples) }
    object["document"] = example
    let choices = field.shape.choices
    if !choices.isEmpty {
      object["choices"] = .array(
        choices.map {
          ["value": .string($0.value), "description": .string($0.doc), "carriedOut": .bool($0.carriedOut)]
        })
    }
    if let shape = field.shape.object {
      object["fields"] = .array(
        shape.fields.map {
          [
            "name": .string($0.name), "type": .string($0.shape.typeText), "description": .string($0.doc),
            "required": .bool($0.required), "carriedOut": .bool($0.carriedOut),
          ]
        })
      if !shape.exactlyOne.isEmpty { object["exactlyOne"] = .array(shape.exactlyOne.map { .string($0) }) }
    }
    return .object(object)
  }
}

extension Field {
  fileprivate var typeText: String { shape.typeText + (required ? ", required" : "") }
  fileprivate var shortDoc: String {
    let standard = defaultValue.map { " Default: \(JSONWriter.string($0))." } ?? ""
    return doc + standard + (carriedOut ? "" : " " + Field.notCarriedOut)
  }
}
