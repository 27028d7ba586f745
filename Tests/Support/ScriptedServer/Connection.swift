import Glibc

/// Reads the requests of one connection.
struct RequestReader {
  let connection: Int32
  private var buffer: [UInt8] = []

  init(connection: Int32) { self.connection = connection }

  /// Nil once the client is gone or sends what is no request.
  mutating func next() -> ScriptedServer.Request? {
    let separator = Array("\r\n\r\n".utf8)
    var end = buffer.firstRange(of: separator)
    while end == nil {
      guard receive() else { return nil }
      end = buffer.firstRange(of: separator)
    }
    guard let end else { return nil }
    let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    buffer.removeSubrange(..<end.upperBound)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < length { guard receive() else { return nil } }
    let body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    return ScriptedServer.Request(
      method: String(words[0]), path: String(words[1]), headers: headers, body: body, number: 0, connection: 0)
  }

  private mutating func receive() -> Bool {
    var piece = [UInt8](repeating: 0, count: 65536)
    let count = recv(connection, &piece, piece.count, 0)
    guard count > 0 else { return false }
    buffer += piece[..<count]
    return true
  }
}

/// Writes one reply.
struct ReplyWriter {
  let connection: Int32

  /// False where the client went away before the end.
  func write(_ reply: ScriptedReply) -> Bool {
    for step in reply.before where !carryOut(step, framing: .untilClose) { return isCut(step) }
    var head = "HTTP/1.1 \(reply.status) Scripted\r\n"
    for header in reply.headers { head += "\(header.name): \(header.value)\r\n" }
    switch reply.framing {
    case .chunked: head += "Transfer-Encoding: chunked\r\n"
    case .length:
      let length = reply.body.reduce(0) { sum, step in
        if case .send(let bytes) = step { sum + bytes.count } else { sum }
      }
      head += "Content-Length: \(length)\r\n"
    case .untilClose: head += "Connection: close\r\n"
    }
    guard send(Array("\(head)\r\n".utf8)) else { return false }
    for step in reply.body where !carryOut(step, framing: reply.framing) { return isCut(step) }
    if case .chunked = reply.framing { return send(Array("0\r\n\r\n".utf8)) }
    return true
  }

  private func isCut(_ step: ScriptedReply.Step) -> Bool { if case .cut = step { true } else { false } }

  private func carryOut(_ step: ScriptedReply.Step, framing: ScriptedReply.Framing) -> Bool {
    switch step {
    case .send(let bytes):
      guard case .chunked = framing else { return send(bytes) }
      return bytes.isEmpty || send(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10])
    case .stall: return !clientLeaves(within: 10_000)
    case .pause(let milliseconds): return !clientLeaves(within: milliseconds)
    case .cut: return false
    }
  }

  /// Waits for the client to close, which a test's client does instead of sending more.
  private func clientLeaves(within milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) > 0
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
