/// Reads a session description: at most 64 KiB and 1000 lines, ends of line CRLF or LF, unknown lines skipped.
extension SessionDescription {
  package static let maximumBytes = 65536
  package static let maximumLines = 1000

  package static func parse(_ bytes: [UInt8]) throws(SDPParseError) -> SessionDescription {
    guard bytes.count <= maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count <= maximumLines else { throw .tooManyLines }
    var reader = SDPReader()
    for (index, raw) in lines.enumerated() {
      let line = raw.last == 0x0D ? raw.dropLast() : raw
      // Blank lines are not in the grammar; they appear at the end of bodies and harm nothing there.
      if line.isEmpty { continue }
      guard let text = String(validating: line, as: UTF8.self), !line.contains(0) else { throw .notText }
      try reader.read(text, line: index + 1)
    }
    return try reader.finish()
  }
}

struct SDPReader {
  private var sawVersion = false
  private var origin: SessionDescription.Origin?
  private var result = SessionDescription(origin: .init(sessionID: "0", version: 0, address: "0.0.0.0"))
  private var media: SessionDescription.Media?

  mutating func read(_ text: String, line: Int) throws(SDPParseError) {
    let bytes = text.utf8
    let second = bytes.index(after: bytes.startIndex)
    guard second != bytes.endIndex, bytes[second] == UInt8(ascii: "=") else { throw .badLine(line) }
    let value = String(text[bytes.index(after: second)...])
    let type = bytes[bytes.startIndex]
    guard sawVersion || type == UInt8(ascii: "v") else { throw .missing("v") }
    switch type {
    case UInt8(ascii: "v"):
      guard value == "0", !sawVersion else { throw .badLine(line) }
      sawVersion = true
    case UInt8(ascii: "o"):
      guard origin == nil, let parsed = Self.origin(value) else { throw .badLine(line) }
      origin = parsed
    case UInt8(ascii: "s"): result.name = value
    case UInt8(ascii: "c"):
      guard let connection = Self.connection(value) else { throw .badLine(line) }
      // Several c= lines in a section are layered multicast; the first says enough to refuse it.
      if media == nil { result.connection = connection } else { media?.connection = connection }
    case UInt8(ascii: "m"):
      guard let next = Self.media(value) else { throw .badLine(line) }
      if let media { result.media.append(media) }
      media = next
    case UInt8(ascii: "a"):
      guard let attribute = Self.attribute(value) else { throw .badLine(line) }
      if media == nil { result.attributes.append(attribute) } else { media?.attributes.append(attribute) }
    default:
      guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(type) else { throw .badLine(line) }
    }
  }

  mutating func finish() throws(SDPParseError) -> SessionDescription {
    guard sawVersion else { throw .missing("v") }
    guard let origin else { throw .missing("o") }
    result.origin = origin
    if let media { result.media.append(media) }
    return result
  }

  private static func words(_ value: String) -> [String] {
    value.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
  }

  private static func origin(_ value: String) -> SessionDescription.Origin? {
    let parts = words(value)
    guard parts.count == 6, parts[3] == "IN" else { return nil }
    // Versions are decimal of any length in the wild; only our own are counted with.
    guard !parts[2].isEmpty, parts[2].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    return .init(
      user: parts[0], sessionID: parts[1], version: UInt64(parts[2]) ?? .max, addressType: parts[4], address: parts[5])
  }

  private static func connection(_ value: String) -> SessionDescription.Connection? {
    let parts = words(value)
    guard parts.count == 3, parts[0] == "IN", parts[1] == "IP4" || parts[1] == "IP6" else { return nil }
    let pieces = parts[2].split(separator: "/", omittingEmptySubsequences: false)
    guard let host = pieces.first, !host.isEmpty,
      host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    var connection = SessionDescription.Connection(address: String(host))
    connection.addressType = parts[1]
    connection.isMulticast = pieces.count > 1 || NetworkAddress.isMulticast(connection.address)
    return connection
  }

  private static func media(_ value: String) -> SessionDescription.Media? {
    let parts = words(value)
    guard parts.count >= 4, parts.count <= 260 else { return nil }
    // `port/count` is layered coding; the count is of no use here.
    let number = parts[1].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)[0]
    guard !number.isEmpty, number.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = UInt16(number) else {
      return nil
    }
    return .init(kind: parts[0], port: port, profile: parts[2], formats: Array(parts[3...]))
  }

  private static func attribute(_ value: String) -> SessionDescription.Attribute? {
    guard !value.isEmpty else { return nil }
    guard let colon = value.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return .init(
        String(value[..<(value.utf8.lastIndex { $0 != 0x20 }.map { value.utf8.index(after: $0) } ?? value.endIndex)]))
    }
    let name = String(value[..<colon])
    return name.isEmpty ? nil : .init(name, String(value[value.utf8.index(after: colon)...]))
  }
}
