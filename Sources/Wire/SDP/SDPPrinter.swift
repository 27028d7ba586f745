extension SessionDescription {
  /// The description as bytes, lines in the order of RFC 8866 §5, ends of line CRLF.
  package func printed() -> [UInt8] {
    var text = "v=0\r\n"
    text += "o=\(origin.user) \(origin.sessionID) \(origin.version) IN \(origin.addressType) \(origin.address)\r\n"
    text += "s=\(name)\r\n"
    if let connection { text += Self.line(connection) }
    text += "t=0 0\r\n"
    for attribute in attributes { text += Self.line(attribute) }
    for section in media {
      text += "m=\(section.kind) \(section.port) \(section.profile) \(section.formats.joined(separator: " "))\r\n"
      if let connection = section.connection { text += Self.line(connection) }
      for attribute in section.attributes { text += Self.line(attribute) }
    }
    return Array(text.utf8)
  }

  private static func line(_ connection: Connection) -> String {
    "c=IN \(connection.addressType) \(connection.address)\r\n"
  }

  private static func line(_ attribute: Attribute) -> String {
    "a=\(attribute.name)\(attribute.value.map { ":\($0)" } ?? "")\r\n"
  }
}
