import CYAML

/// What libyaml says, as values.
enum YAMLEvent {
  case streamStart, streamEnd, documentStart, documentEnd
  case scalar(YAMLScalar)
  case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  case alias
}

/// An event, its place, and the place in scalars from the start of the input.
struct YAMLPlacedEvent {
  var event: YAMLEvent
  var range: YAMLRange
  var indices: Range<Int>
  var isAnchored = false
  var tag: String?
}

/// The only owner of libyaml's pointers: a parser and the bytes it reads, both freed at the end of its life.
struct YAMLEventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// The bytes must be UTF-8 without a byte order mark. Nil where memory cannot be had.
  init?(_ bytes: ArraySlice<UInt8>) {
    parser = .allocate(capacity: 1)
    input = .allocate(capacity: max(bytes.count, 1))
    _ = input.initialize(from: bytes)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      input.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// How many scalars of the input have been looked at: the measure of the work done.
  var scanned: Int { parser.pointee.mark.index }

  mutating func next() throws(YAMLProblem) -> YAMLPlacedEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    let start = event.start_mark
    let end = event.end_mark
    var placed = YAMLPlacedEvent(
      event: .alias, range: YAMLRange(start: Self.position(start), end: Self.position(end)),
      indices: start.index..<max(start.index, end.index))
    switch event.type {
    case YAML_STREAM_START_EVENT: placed.event = .streamStart
    case YAML_DOCUMENT_START_EVENT: placed.event = .documentStart
    case YAML_DOCUMENT_END_EVENT: placed.event = .documentEnd
    case YAML_SEQUENCE_END_EVENT: placed.event = .sequenceEnd
    case YAML_MAPPING_END_EVENT: placed.event = .mappingEnd
    case YAML_ALIAS_EVENT: placed.event = .alias
    case YAML_SEQUENCE_START_EVENT:
      placed.event = .sequenceStart
      placed.isAnchored = event.data.sequence_start.anchor != nil
      placed.tag = Self.text(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      placed.event = .mappingStart
      placed.isAnchored = event.data.mapping_start.anchor != nil
      placed.tag = Self.text(event.data.mapping_start.tag)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      placed.event = .scalar(YAMLScalar(text: text, style: Self.style(scalar.style)))
      placed.isAnchored = scalar.anchor != nil
      placed.tag = Self.text(scalar.tag)
    default: placed.event = .streamEnd
    }
    return placed
  }

  private static func position(_ mark: yaml_mark_t) -> YAMLPosition {
    YAMLPosition(line: mark.line + 1, column: mark.column + 1)
  }

  private static func text(_ pointer: UnsafePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  /// Where a token must start, a tab is what cannot start one: it stands in the indentation.
  private var stopsAtTab: Bool {
    let buffer = parser.pointee.buffer
    guard let next = buffer.pointer, let end = buffer.last else { return false }
    return next < end && next.pointee == 0x09
  }

  private func problem() -> YAMLProblem {
    let state = parser.pointee
    let start = Self.position(state.problem_mark)
    let range = YAMLRange(start: start, end: YAMLPosition(line: start.line, column: start.column + 1))
    let message = state.problem.map { String(cString: $0) } ?? "cannot be read"
    if message.contains("tab character") || stopsAtTab { return YAMLProblem(reason: .tab, range: range) }
    let context = state.context.map { " " + String(cString: $0) } ?? ""
    return YAMLProblem(reason: .syntax(message + context), range: range)
  }
}
