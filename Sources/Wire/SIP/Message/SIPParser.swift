/// Reads one message out of one datagram (RFC 3261 §7, §18.3).
///
/// - Limits: 64 KiB, 256 header fields; time and memory grow linearly with the bytes.
/// - Ends of line are CRLF or bare LF; empty lines before the start line are skipped (§7.5).
/// - Bytes after Content-Length are dropped (§18.3).
package enum SIPParser {
  package static let maximumBytes = 65536
  package static let maximumHeaders = 256

  /// The message, or the first thing that is wrong with it.
  package static func parse(_ bytes: [UInt8]) throws(SIPParseError) -> SIPMessage {
    let (message, defect) = try examine(bytes)
    if let defect { throw defect }
    return message
  }

  /// The message with the first defect that still leaves something to answer 400 to.
  /// Throws where not even a start line can be seen.
  package static func examine(_ bytes: [UInt8]) throws(SIPParseError) -> (message: SIPMessage, defect: SIPParseError?) {
    guard bytes.count <= maximumBytes else { throw .tooLarge(bytes: bytes.count) }
    guard let start = bytes.firstIndex(where: { $0 != 0x0D && $0 != 0x0A }) else { throw .keepAlive }
    var lines = LineReader(bytes: bytes, place: start)
    guard let first = lines.next() else { throw .notSIP }
    var (startLine, defect) = try StartLineParser.parse(first)
    var headers = SIPHeaders()
    var pending: [UInt8] = []
    var number = 1
    var ended = false

    func finishField() throws(SIPParseError) {
      guard !pending.isEmpty else { return }
      guard headers.fields.count < maximumHeaders else { throw .tooManyHeaders }
      if let field = field(pending) {
        headers.append(field.name, field.value)
      } else {
        defect = defect ?? .badHeaderLine(line: number)
      }
      pending.removeAll(keepingCapacity: true)
    }

    while let line = lines.next() {
      if line.isEmpty {
        ended = true
        break
      }
      if let byte = line.first, byte.isBlank {
        // Folding: the line break and the blanks are one space (§7.3.1).
        if pending.isEmpty { defect = defect ?? .badHeaderLine(line: number + 1) }
        pending.append(0x20)
        pending.append(contentsOf: line.drop(while: \.isBlank))
      } else {
        try finishField()
        pending.append(contentsOf: line)
      }
      number += 1
    }
    try finishField()
    var body = Array(bytes[lines.place...])
    if !ended { defect = defect ?? .badHeaderLine(line: number) }
    switch contentLength(headers) {
    case .success(nil): break
    case .success(let length?):
      if length > body.count {
        defect = defect ?? .truncated(expected: length, found: body.count)
      } else {
        body.removeSubrange(length...)
      }
    case .failure(let error): defect = defect ?? error
    }
    return (SIPMessage(startLine: startLine, headers: headers, body: body), defect)
  }

  private static func contentLength(_ headers: SIPHeaders) -> Result<Int?, SIPParseError> {
    let values = headers.all("Content-Length")
    guard let value = values.first else { return .success(nil) }
    guard values.count == 1 else { return .failure(.repeatedHeader("Content-Length")) }
    guard let length = value.decimal(maximum: 0x7FFF_FFFF) else { return .failure(.badContentLength) }
    return .success(Int(length))
  }

  private static func field(_ line: [UInt8]) -> SIPHeader? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    var end = colon
    while end > 0, line[end - 1].isBlank { end -= 1 }
    let name = line[..<end]
    guard !name.isEmpty, name.allSatisfy(\.isToken) else { return nil }
    var first = colon + 1
    while first < line.count, line[first].isBlank { first += 1 }
    var last = line.count
    while last > first, line[last - 1].isBlank { last -= 1 }
    let value = line[first..<last]
    // A bare CR is read as an end of line by some; NUL is legal in a quoted pair.
    guard !value.contains(0x0D) else { return nil }
    return SIPHeader(
      CompactForm.name(of: name) ?? String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
  }
}

/// Lines up to LF, without the LF and one CR before it.
struct LineReader {
  let bytes: [UInt8]
  /// The first byte that has not been read.
  private(set) var place: Int

  init(bytes: [UInt8], place: Int) {
    self.bytes = bytes
    self.place = place
  }

  mutating func next() -> ArraySlice<UInt8>? {
    guard place < bytes.count else { return nil }
    let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
    var line = bytes[place..<end]
    place = min(end + 1, bytes.count)
    if line.last == 0x0D { line.removeLast() }
    return line
  }
}

/// The one-letter names (RFC 3261 §7.3.3 and the IANA registry).
enum CompactForm {
  static func name(of bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.count == 1, let letter = bytes.first else { return nil }
    switch letter.lowercasedASCII {
    case UInt8(ascii: "v"): return "Via"
    case UInt8(ascii: "f"): return "From"
    case UInt8(ascii: "t"): return "To"
    case UInt8(ascii: "i"): return "Call-ID"
    case UInt8(ascii: "m"): return "Contact"
    case UInt8(ascii: "l"): return "Content-Length"
    case UInt8(ascii: "c"): return "Content-Type"
    case UInt8(ascii: "e"): return "Content-Encoding"
    case UInt8(ascii: "k"): return "Supported"
    case UInt8(ascii: "s"): return "Subject"
    case UInt8(ascii: "x"): return "Session-Expires"
    case UInt8(ascii: "o"): return "Event"
    case UInt8(ascii: "r"): return "Refer-To"
    case UInt8(ascii: "b"): return "Referred-By"
    case UInt8(ascii: "u"): return "Allow-Events"
    case UInt8(ascii: "a"): return "Accept-Contact"
    case UInt8(ascii: "j"): return "Reject-Contact"
    case UInt8(ascii: "d"): return "Request-Disposition"
    case UInt8(ascii: "y"): return "Identity"
    default: return nil
    }
  }
}
