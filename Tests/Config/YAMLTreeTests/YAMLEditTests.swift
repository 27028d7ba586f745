import FuzzRounds
import Testing

@testable import YAMLTree

private func name(_ parts: String...) -> YAMLPath {
  YAMLPath(parts.map { Int($0).map { .index($0) } ?? .name($0) })
}

private func edited(_ text: String, _ change: (inout YAMLEdit) throws -> Void) throws -> String {
  var edit = try YAMLEdit(Array(text.utf8))
  try change(&edit)
  return String(decoding: edit.bytes, as: UTF8.self)
}

extension YAMLContent {
  init(_ value: YAMLValue) {
    switch value {
    case .text(let text): self = .scalar(text, .string)
    case .plain(let text): self = .scalar(text, YAMLScalar(text: text, style: .plain).resolved)
    case .sequence(let elements): self = .sequence(elements.map { YAMLContent($0) })
    case .mapping(let members): self = .mapping(members.map(\.name), members.map { YAMLContent($0.value) })
    }
  }

  /// The same with the part at the path changed by the function.
  func changed(_ path: ArraySlice<YAMLPath.Part>, _ change: (YAMLContent) -> YAMLContent) -> YAMLContent {
    guard let part = path.first else { return change(self) }
    switch (self, part) {
    case (.sequence(var elements), .index(let index)):
      elements[index] = elements[index].changed(path.dropFirst(), change)
      return .sequence(elements)
    case (.mapping(let names, var values), .name(let name)):
      guard let index = names.firstIndex(of: name) else { return self }
      values[index] = values[index].changed(path.dropFirst(), change)
      return .mapping(names, values)
    default: return self
    }
  }
}

@Suite struct YAMLEditTests {
  @Test func setsAScalar() throws {
    let text = "# top\r\na:   b   # why\r\nlist: [x, 'y']\r\nt: |  # h\r\n  one\r\n  two\r\n\r\nn:  # none\r\n"
    #expect(
      try edited(text) { try $0.set(name("a"), to: .text("yes")) } == text.replacing("a:   b", with: "a:   \"yes\""))
    #expect(try edited(text) { try $0.set(name("list", "1"), to: .plain("5")) } == text.replacing("'y'", with: "5"))
    #expect(
      try edited(text) { try $0.set(name("t"), to: .text("z")) }
        == text.replacing("t: |  # h\r\n  one\r\n  two\r\n", with: "t: z  # h\r\n"))
    #expect(try edited(text) { try $0.set(name("n"), to: .text("z")) } == text.replacing("n:", with: "n: z"))
  }

  @Test func replacesACollection() throws {
    let text = "a:  # k\n  b: 1\n  c: 2 # gone\n# stays\nd: e\n"
    #expect(try edited(text) { try $0.set(name("a"), to: .text("x")) } == "a: x  # k\n# stays\nd: e\n")
    #expect(try edited("- a: 1\n  b: 2\n- c\n") { try $0.set(name("0"), to: .plain("1")) } == "- 1\n- c\n")
  }

  @Test func insertsAnEntry() throws {
    let text = "a:\n  b: 1 # one\n  # in\nc: 2"
    let list = YAMLValue.sequence([.text("x"), .mapping([YAMLValue.Member("k", .plain("1"))])])
    #expect(
      try edited(text) { try $0.insert("d", list, in: name("a")) }
        == "a:\n  b: 1 # one\n  d:\n    - x\n    - k: 1\n  # in\nc: 2")
    #expect(try edited(text) { try $0.insert("d", .plain("3"), in: name()) } == text + "\nd: 3")
    #expect(
      try edited(text) { try $0.insert("d", .plain("3"), in: name("a"), before: "b") }
        == "a:\n  d: 3\n  b: 1 # one\n  # in\nc: 2")
    #expect(
      try edited("a: {b: 1}\n") { try $0.insert("d", .text("x, y"), in: name("a")) } == "a: {b: 1, d: \"x, y\"}\n")
    #expect(try edited("a: {}\n") { try $0.insert("d", .plain("1"), in: name("a")) } == "a: {d: 1}\n")
    #expect(try edited("a: [b: 1]\n") { try $0.insert("d", .plain("1"), in: name("a", "0")) } == "a: [{b: 1, d: 1}]\n")
    #expect(try edited("a:\n") { try $0.insert("d", .plain("1"), in: name("a")) } == "a: {d: 1}\n")
    #expect(throws: YAMLEditError.nameTaken) { try edited(text) { try $0.insert("c", .plain("1"), in: name()) } }
  }

  @Test func renamesAppendsRemoves() throws {
    let text = "a: 1 # one\n# about b\nb:\n  - x\n  # y\n  - y # why\nc: [p, q, r]\n"
    #expect(try edited(text) { try $0.rename(name("b"), to: "on top") } == text.replacing("\nb:", with: "\non top:"))
    #expect(throws: YAMLEditError.nameTaken) { try edited(text) { try $0.rename(name("b"), to: "c") } }
    #expect(
      try edited(text) { try $0.append(.text("z"), to: name("b")) } == text.replacing("# why\n", with: "# why\n  - z\n")
    )
    #expect(try edited(text) { try $0.append(.text("z"), to: name("c")) } == text.replacing("r]", with: "r, z]"))
    #expect(try edited(text) { try $0.remove(name("b")) } == "a: 1 # one\nc: [p, q, r]\n")
    #expect(try edited(text) { try $0.remove(name("a")) } == text.replacing("a: 1 # one\n", with: ""))
    #expect(try edited(text) { try $0.remove(name("b", "1")) } == text.replacing("  # y\n  - y # why\n", with: ""))
    #expect(try edited(text) { try $0.remove(name("c", "2")) } == text.replacing(", r", with: ""))
    #expect(try edited(text) { try $0.remove(name("c", "0")) } == text.replacing("p, ", with: ""))
    #expect(try edited("- a: 1\n  b: 2\n") { try $0.remove(name("0", "a")) } == "- b: 2\n")
    #expect(try edited("a:\n  b: 1 # x\n") { try $0.remove(name("a", "b")) } == "a: {}\n")
    #expect(throws: YAMLEditError.notFound) { try edited(text) { try $0.remove(name("z")) } }
  }

  @Test func aFailedEditChangesNothing() throws {
    var edit = try YAMLEdit(Array("a: b\n".utf8))
    #expect(throws: YAMLEditError.self) { try edit.set(name("a"), to: .plain("[")) }
    #expect(edit.bytes == Array("a: b\n".utf8))
  }

  /// Only the edited place changes, whatever the file looks like.
  @Test func randomEdits() {
    var random = YAMLRandom(state: 11)
    for _ in FuzzRounds(6000) {
      let bytes = Array(random.file().utf8)
      guard let edit = try? YAMLEdit(bytes), let root = edit.stream.documents.first else { continue }
      YAMLEditFuzz.run(edit, root, &random)
    }
  }
}

enum YAMLEditFuzz {
  static func run(_ before: YAMLEdit, _ root: YAMLNode, _ random: inout YAMLRandom) {
    var edit = before
    let (parts, node) = random.path(in: root)
    let path = YAMLPath(parts)
    let value = random.value()
    var expected = YAMLContent(root)
    var keepsComments = true
    var what = ""
    do throws(YAMLEditError) {
      switch random.next(5) {
      case 0:
        what = "set \(parts) \(value)"
        keepsComments = node.scalar != nil
        try edit.set(path, to: value)
        expected = expected.changed(parts[...]) { _ in YAMLContent(value) }
      case 1:
        what = "insert in \(parts) \(value)"
        try edit.insert("added", value, in: path)
        expected = expected.changed(parts[...]) { old in
          guard case .mapping(let names, let values) = old else { return .mapping(["added"], [YAMLContent(value)]) }
          return .mapping(names + ["added"], values + [YAMLContent(value)])
        }
      case 2:
        what = "append to \(parts) \(value)"
        try edit.append(value, to: path)
        expected = expected.changed(parts[...]) { old in
          guard case .sequence(let elements) = old else { return .sequence([YAMLContent(value)]) }
          return .sequence(elements + [YAMLContent(value)])
        }
      case 3:
        what = "rename \(parts)"
        try edit.rename(path, to: "a new: name")
        guard case .name(let old)? = parts.last else { return }
        expected = expected.changed(parts.dropLast()) { parent in
          guard case .mapping(let names, let values) = parent else { return parent }
          return .mapping(names.map { $0 == old ? "a new: name" : $0 }, values)
        }
      default:
        what = "remove \(parts)"
        keepsComments = false
        try edit.remove(path)
        expected = expected.changed(parts.dropLast()) { parent in
          switch (parent, parts.last) {
          case (.mapping(let names, let values), .name(let name)?):
            let kept = names.indices.filter { names[$0] != name }
            return .mapping(kept.map { names[$0] }, kept.map { values[$0] })
          case (.sequence(var elements), .index(let index)?):
            elements.remove(at: index)
            return .sequence(elements)
          default: return parent
          }
        }
      }
    } catch {
      switch error {
      case .notFound, .overlaps, .problem: report("\(error)", what, before, edit)
      case .wrongKind, .nameTaken: break
      }
      return
    }
    if edit.stream.documents.first.map({ YAMLContent($0) }) != expected { report("tree", what, before, edit) }
    if keepsComments, edit.stream.comments.map(\.text) != before.stream.comments.map(\.text) {
      report("comments", what, before, edit)
    }
    guard !what.hasPrefix("remove"), let target = try? before.place(of: path) else { return }
    let from = before.startOfLine((target.entry?.nameRange ?? target.node.range).start.offset)
    let rest = before.bytes[before.endOfLines(target.node)...]
    if !edit.bytes.starts(with: before.bytes[..<from]) || !edit.bytes.reversed().starts(with: rest.reversed()) {
      report("far away", what, before, edit)
    }
  }

  private static func report(_ why: String, _ what: String, _ before: YAMLEdit, _ after: YAMLEdit) {
    Issue.record(
      "\(why): \(what)\n<<<\n\(String(decoding: before.bytes, as: UTF8.self))\n>>>\n\(String(decoding: after.bytes, as: UTF8.self))"
    )
  }
}
