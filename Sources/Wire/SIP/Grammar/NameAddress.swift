/// `name-addr` or `addr-spec` with header parameters, as in From, To, Contact, Route (RFC 3261 §20.10).
package struct NameAddress: Equatable, Sendable, CustomStringConvertible {
  package enum Target: Equatable, Sendable {
    case uri(SIPURI)
    /// A URI of a scheme that SIP does not know; legal in From and To.
    case other(String)
  }

  /// Without quotes and escapes; empty without one.
  package var displayName: String
  package var target: Target
  package var parameters: SIPParameters

  package init(displayName: String = "", uri: SIPURI, parameters: SIPParameters = SIPParameters()) {
    self.displayName = displayName
    self.target = .uri(uri)
    self.parameters = parameters
  }

  package init(_ text: String) throws(SIPParseError) {
    let bytes = text.utf8
    var place = bytes.startIndex
    var quoted = ""
    var isQuoted = false
    if bytes.first == UInt8(ascii: "\"") {
      guard let end = Self.endOfQuoted(text), let content = text[..<end].quotedContent() else {
        throw .badHeader("name-addr")
      }
      quoted = content
      isQuoted = true
      place = end
    }
    guard let open = bytes[place...].firstIndex(of: UInt8(ascii: "<")) else {
      // addr-spec: `;` and `?` belong to the header, not to the URI (RFC 3261 §20.10).
      guard !isQuoted else { throw .badHeader("name-addr") }
      displayName = ""
      let end = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
      let uri = text[..<end].trimmed()
      guard !uri.utf8.contains(UInt8(ascii: "?")), !uri.utf8.contains(UInt8(ascii: ",")) else { throw .badURI }
      target = try Self.target(uri)
      parameters = try Self.parameters(text[end...])
      return
    }
    let between = text[place..<open].trimmed()
    if isQuoted {
      guard between.isEmpty else { throw .badHeader("name-addr") }
      displayName = quoted
    } else {
      guard between.utf8.allSatisfy({ $0.isToken || $0.isBlank || $0 >= 0x80 }) else { throw .badHeader("name-addr") }
      displayName = between
    }
    guard let close = bytes[open...].firstIndex(of: UInt8(ascii: ">")) else { throw .badHeader("name-addr") }
    target = try Self.target(text[bytes.index(after: open)..<close])
    parameters = try Self.parameters(text[bytes.index(after: close)...])
  }

  private static func endOfQuoted(_ text: String) -> String.Index? {
    let bytes = text.utf8
    var place = bytes.index(after: bytes.startIndex)
    while place != bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: "\""): return bytes.index(after: place)
      case UInt8(ascii: "\\"):
        place = bytes.index(after: place)
        if place == bytes.endIndex { return nil }
      default: break
      }
      place = bytes.index(after: place)
    }
    return nil
  }

  private static func target(_ text: some StringProtocol) throws(SIPParseError) -> Target {
    do {
      return .uri(try SIPURI(text))
    } catch {
      guard case .unknownScheme = error else { throw error }
      return .other(String(text))
    }
  }

  private static func parameters(_ text: some StringProtocol) throws(SIPParseError) -> SIPParameters {
    let rest = text.trimmed()
    if rest.isEmpty { return SIPParameters() }
    guard rest.utf8.first == UInt8(ascii: ";") else { throw .badHeader("name-addr") }
    return try SIPParameters(rest[rest.utf8.index(after: rest.startIndex)...], header: "name-addr")
  }

  package var uri: SIPURI? {
    if case .uri(let uri) = target { uri } else { nil }
  }

  package var tag: String? { parameters["tag"] }

  package var description: String {
    let uri =
      switch target {
      case .uri(let uri): uri.description
      case .other(let text): text
      }
    return "\(displayName.isEmpty ? "" : "\(displayName.quoted()) ")<\(uri)>\(parameters.text)"
  }
}

extension String {
  /// As a quoted string of RFC 3261 §25.1; control characters become spaces.
  func quoted() -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Without CR, LF and other control characters, so that it cannot break out of a header line.
  func singleLine() -> String {
    String(decoding: utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }
}
