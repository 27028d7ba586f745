import CYAML

/// What libyaml says, as values.
enum YAMLEvent {
  case streamStart, streamEnd, documentStart, documentEnd
  case scalar(YAMLScalar)
  case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  case alias
}

/// An event and its place.
struct YAMLPlacedEvent {
  var event: YAMLEvent
  var range: YAMLRange
  var isAnchored = false
  /// Of a collection between brackets or braces, both of which stand in the file.
  var isFlow = false
  var tag: String?
}

/// The only owner of libyaml's parser, which is freed at the end of its life. The bytes must outlive it.
struct YAMLEventReader: ~Copyable {
  let parser: UnsafeMutablePointer<yaml_parser_t>
  let bytes: UnsafeBufferPointer<UInt8>
  let places: YAMLPlaces
  /// The last text between quotes.
  private(set) var lastQuoted: YAMLRange?

  /// Nil where memory cannot be had.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ places: YAMLPlaces) {
    parser = .allocate(capacity: 1)
    self.bytes = bytes
    self.places = places
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress.map { $0 + places.start }, bytes.count - places.start)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// How many scalars of the input have been looked at: the measure of the work done.
  var scanned: Int { parser.pointee.mark.index }

  mutating func next() throws(YAMLProblem) -> YAMLPlacedEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    var placed = YAMLPlacedEvent(
      event: .alias, range: YAMLRange(start: position(event.start_mark), end: position(event.end_mark)))
    switch event.type {
    case YAML_STREAM_START_EVENT: placed.event = .streamStart
    case YAML_DOCUMENT_START_EVENT: placed.event = .documentStart
    case YAML_DOCUMENT_END_EVENT: placed.event = .documentEnd
    case YAML_SEQUENCE_END_EVENT:
      placed.event = .sequenceEnd
      placed.isFlow = event.end_mark.index > event.start_mark.index
    case YAML_MAPPING_END_EVENT:
      placed.event = .mappingEnd
      placed.isFlow = event.end_mark.index > event.start_mark.index
    case YAML_ALIAS_EVENT: placed.event = .alias
    case YAML_SEQUENCE_START_EVENT:
      placed.event = .sequenceStart
      placed.isFlow = event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      placed.isAnchored = event.data.sequence_start.anchor != nil
      placed.tag = Self.text(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      placed.event = .mappingStart
      placed.isFlow = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      placed.isAnchored = event.data.mapping_start.anchor != nil
      placed.tag = Self.text(event.data.mapping_start.tag)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let style = Self.style(scalar.style)
      placed.event = .scalar(YAMLScalar(text: text, style: style))
      if style == .singleQuoted || style == .doubleQuoted { lastQuoted = placed.range }
      placed.isAnchored = scalar.anchor != nil
      placed.tag = Self.text(scalar.tag)
    default: placed.event = .streamEnd
    }
    return placed
  }

  func position(_ mark: yaml_mark_t) -> YAMLPosition {
    YAMLPosition(
      line: mark.line + 1, column: mark.column + 1, offset: places.offset(scalar: mark.index, in: bytes))
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
  var stopsAtTab: Bool {
    let buffer = parser.pointee.buffer
    guard let next = buffer.pointer, let end = buffer.last else { return false }
    return next < end && next.pointee == 0x09
  }
}
