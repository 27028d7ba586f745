import Dialog
import JSON
import Providers

/// The body of one answer, streamed or not, as it arrives.
struct ChatAnswer {
  /// Bytes an answer that is no event stream may have.
  static let maximumDocumentBytes = 4 << 20

  private enum Form {
    case unknown
    case events
    case document
  }

  private var form: Form
  private var parser = ServerSentEventParser()
  private var decoder = ChatDecoder()
  private var document: [UInt8] = []

  init(contentType: String) {
    form = contentType.lowercased().hasPrefix("text/event-stream") ? .events : .unknown
  }

  /// Whether a piece of the answer itself has come; comments do not count.
  var hasBegun: Bool { decoder.hasBegun || !document.isEmpty }
  /// Whether the end mark has come, after which the server may keep the connection for itself.
  var isFinished: Bool { decoder.isMarkedDone }

  mutating func push(_ bytes: [UInt8]) throws(ProviderError) -> [ChatEvent] {
    if form == .unknown, let first = bytes.first(where: { $0 > 0x20 }) {
      // Servers that stream under a wrong content type are told by their first byte: no event line begins like JSON.
      form = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .document : .events
    }
    switch form {
    case .unknown: return []
    case .document:
      guard document.count + bytes.count <= Self.maximumDocumentBytes else {
        throw ProviderError(.malformed, "the answer is longer than \(Self.maximumDocumentBytes) bytes")
      }
      document += bytes
      return []
    case .events:
      let complete = try events { parser throws(ServerSentEventError) in try parser.push(bytes) }
      return try decode(complete)
    }
  }

  mutating func finish() throws(ProviderError) -> [ChatEvent] {
    if form == .document { return try decoder.document(document) }
    let last = try events { parser throws(ServerSentEventError) in try parser.finish().map { [$0] } ?? [] }
    let events = try decode(last)
    return events + (try decoder.finish())
  }

  private mutating func decode(_ complete: [ServerSentEvent]) throws(ProviderError) -> [ChatEvent] {
    var decoded: [ChatEvent] = []
    for event in complete { decoded += try decoder.push(event) }
    return decoded
  }

  private mutating func events(
    _ body: (inout ServerSentEventParser) throws(ServerSentEventError) -> [ServerSentEvent]
  ) throws(ProviderError) -> [ServerSentEvent] {
    do { return try body(&parser) } catch {
      switch error {
      case .tooLong:
        throw ProviderError(.malformed, "an event is longer than \(ServerSentEventParser.maximumBytes) bytes")
      case .badUTF8: throw ProviderError(.malformed, "an event is not UTF-8")
      }
    }
  }
}
