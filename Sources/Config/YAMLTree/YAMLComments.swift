/// Looks at what stands between the scalars of a file: comments, which libyaml drops, and the marks it lets pass.
///
/// Every comment starts at a `#` outside of all scalars; the line that opens a block scalar may end with one. A `?`
/// outside of all scalars introduces a key.
struct YAMLComments {
  let bytes: UnsafeBufferPointer<UInt8>
  let places: YAMLPlaces
  private(set) var found: [YAMLComment] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ places: YAMLPlaces) {
    self.bytes = bytes
    self.places = places
  }

  /// `covered` in the order of the file.
  mutating func scan(covered: [YAMLCovered]) throws(YAMLProblem) {
    var index = places.start
    for scalar in covered {
      if scalar.start > index { index = try gap(from: index, to: scalar.start) }
      if scalar.isBlock { _ = try gap(from: max(index, scalar.start), to: lineEnd(scalar.start)) }
      index = max(index, scalar.end)
    }
    _ = try gap(from: index, to: bytes.count)
  }

  private func lineEnd(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  private mutating func gap(from start: Int, to end: Int) throws(YAMLProblem) -> Int {
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "#"):
        let stop = lineEnd(index)
        let range = YAMLRange(start: places.position(of: index, in: bytes), end: places.position(of: stop, in: bytes))
        if index > places.start, !Self.isBlank(bytes[index - 1]) {
          throw YAMLProblem(
            reason: .gluedComment, range: range,
            fix: YAMLFix(range: YAMLRange(start: range.start, end: range.start), replacement: " "))
        }
        found.append(
          YAMLComment(
            text: String(decoding: UnsafeBufferPointer(rebasing: bytes[index..<stop]), as: UTF8.self), range: range))
        index = stop
      case UInt8(ascii: "?"):
        let place = places.position(of: index, in: bytes)
        let next = YAMLPosition(line: place.line, column: place.column + 1, offset: index + 1)
        throw YAMLProblem(reason: .explicitKey, range: YAMLRange(start: place, end: next))
      default: index += 1
      }
    }
    return max(index, end)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
