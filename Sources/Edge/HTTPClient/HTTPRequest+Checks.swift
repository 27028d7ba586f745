extension HTTPRequest {
  /// Why the request cannot be sent, or nil. Nothing that holds a line break reaches the wire, so no value can add a
  /// header or a second request.
  var problem: String? {
    func clean(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
    let token = { (text: String) in !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A } }
    if !token(method) { return "the method is not a token" }
    let lower = url.prefix(8).lowercased()
    if !lower.hasPrefix("http://") && !lower.hasPrefix("https://") { return "the URL is not http or https" }
    if !url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return "the URL is not percent-encoded" }
    for header in headers where !token(header.name) || !header.value.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x09 }) {
      return "the header \(clean(header.name) ? header.name : "") holds a forbidden byte"
    }
    return nil
  }

  /// Whether the URL's host is this machine. Such a request never goes through a proxy the environment names.
  var isLoopback: Bool {
    guard let scheme = url.firstRange(of: "://") else { return false }
    let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let hostAndPort = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    if hostAndPort.hasPrefix("[") { return hostAndPort.hasPrefix("[::1]") }
    let host = hostAndPort.prefix { $0 != ":" }.lowercased()
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return host == "localhost" || host.hasSuffix(".localhost")
      || (numbers.count == 4 && numbers.first == 127 && numbers.allSatisfy { $0 != nil })
  }
}
