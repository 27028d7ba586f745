extension SIPMessage {
  /// The message as bytes. Content-Length is always that of the body, whatever the headers say.
  package func printed() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512 + body.count)
    switch startLine {
    case .request(let method, let uri): bytes.append(contentsOf: "\(method.rawValue) \(uri) SIP/2.0\r\n".utf8)
    case .response(let status, let reason): bytes.append(contentsOf: "SIP/2.0 \(status) \(reason)\r\n".utf8)
    }
    for field in headers.fields where !field.name.equalsIgnoringCase("Content-Length") {
      bytes.append(contentsOf: field.name.utf8)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(0x20)
      bytes.append(contentsOf: field.value.utf8)
      bytes.append(0x0D)
      bytes.append(0x0A)
    }
    bytes.append(contentsOf: "Content-Length: \(body.count)\r\n\r\n".utf8)
    bytes.append(contentsOf: body)
    return bytes
  }
}
