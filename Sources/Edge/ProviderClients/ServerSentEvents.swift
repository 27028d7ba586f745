/// One event of a server-sent event stream.
package struct ServerSentEvent: Sendable, Hashable {
  /// Empty where the server named none.
  package var event: String
  package var data: String
}

package enum ServerSentEventError: Error, Sendable, Hashable {
  /// A line or an event's data is longer than the limit.
  case tooLong
  case badUTF8
}

/// Parses a stream of server-sent events (WHATWG HTML, section 9.2.6), however it is cut into pieces.
///
/// Lines end in LF, CR or CRLF. Comments, ids and retry times are dropped. Unlike the standard, an event the stream
/// ends in without an empty line is kept: many servers leave the line out, and a cut one fails where its data is read.
package struct ServerSentEventParser {
  /// Bytes a line, and the data of an event, may have.
  package static let maximumBytes = 1 << 20

  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var event = ""
  private var hasData = false
  private var endedInReturn = false
  private var isFirstLine = true

  package init() {}

  /// The events that are complete with these bytes.
  package mutating func push(_ bytes: some Sequence<UInt8>) throws(ServerSentEventError) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in bytes {
      let followsReturn = endedInReturn
      endedInReturn = byte == 0x0D
      switch byte {
      case 0x0A where followsReturn: break
      case 0x0A, 0x0D: if let event = try endLine() { events.append(event) }
      default:
        guard line.count < Self.maximumBytes else { throw .tooLong }
        line.append(byte)
      }
    }
    return events
  }

  /// The event the stream ended in, if it did.
  package mutating func finish() throws(ServerSentEventError) -> ServerSentEvent? {
    if !line.isEmpty, let event = try endLine() { return event }
    return try endEvent()
  }

  private mutating func endLine() throws(ServerSentEventError) -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    if line.isEmpty { return try endEvent() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    if line[..<colon].elementsEqual("data".utf8) {
      guard data.count + value.count < Self.maximumBytes else { throw .tooLong }
      if hasData { data.append(0x0A) }
      data += value
      hasData = true
    } else if line[..<colon].elementsEqual("event".utf8) {
      guard let name = String(validating: value, as: UTF8.self) else { throw .badUTF8 }
      event = name
    }
    return nil
  }

  private mutating func endEvent() throws(ServerSentEventError) -> ServerSentEvent? {
    defer {
      data.removeAll(keepingCapacity: true)
      hasData = false
      event = ""
    }
    guard hasData else { return nil }
    guard let text = String(validating: data, as: UTF8.self) else { throw .badUTF8 }
    return ServerSentEvent(event: event, data: text)
  }
}
