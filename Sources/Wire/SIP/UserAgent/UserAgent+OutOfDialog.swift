// Requests without a To tag: a new call, a question, or nothing for us (RFC 3261 §8.2, in its order of checks).

extension UserAgent {
  mutating func receiveOutOfDialog(
    _ request: SIPRequest, key: ServerTransactionKey, from source: TransportAddress, now: Duration
  ) {
    if let (status, headers) = refusalOfMethod(request) {
      respond(key, status, headers: headers, now: now)
      return
    }
    let uri: SIPURI
    do {
      uri = try SIPURI(request.uri)
      // A Request-URI may not carry headers (§19.1.1, table 1).
      if uri.headers != nil { throw SIPParseError.badURI }
    } catch {
      if case .some(.unknownScheme) = error as? SIPParseError {
        respond(key, 416, now: now)
      } else {
        respond(key, 400, reason: "Bad Request: malformed Request-URI", now: now)
      }
      return
    }
    let identity = "\(request.callID) \(request.from.tag ?? "") \(request.cseq)"
    if request.from.tag != nil, let other = served[identity], other != key {
      respond(key, 482, now: now)
      return
    }
    served[identity] = key
    if let (status, headers) = refusalOfContents(request) {
      respond(key, status, headers: headers, now: now)
      return
    }
    switch request.method {
    case .options:
      respond(key, 200, headers: Self.abilities, now: now)
    case .invite:
      receiveCall(request, uri: uri, key: key, from: source, now: now)
    default:
      // BYE, UPDATE and INFO live in dialogs only.
      respond(key, 481, now: now)
    }
  }

  /// What OPTIONS is told (§11.2).
  static let abilities = [
    SIPHeader("Allow", SIPMethod.allowed), SIPHeader("Accept", "application/sdp"),
    SIPHeader("Accept-Encoding", "identity"), SIPHeader("Supported", ""),
  ]

  func refusalOfMethod(_ request: SIPRequest) -> (status: Int, headers: [SIPHeader])? {
    switch request.method {
    case .invite, .bye, .options, .update, .info: nil
    case let other:
      (SIPMethod.known.contains(other.rawValue) ? 405 : 501, [SIPHeader("Allow", SIPMethod.allowed)])
    }
  }

  /// Require, Max-Forwards of calls, and bodies that cannot be read (§8.2.2.3, §8.2.3).
  func refusalOfContents(_ request: SIPRequest) -> (status: Int, headers: [SIPHeader])? {
    let required = request.message.headers.list("Require").filter { !$0.isEmpty }
    if !required.isEmpty { return (420, [SIPHeader("Unsupported", required.joined(separator: ", "))]) }
    // The last hop may take a request with none left (RFC 4475 §3.3.11), but a call might be bridged onwards.
    if request.method == .invite, request.to.tag == nil, request.maximumForwards == 0 { return (483, []) }
    guard request.method == .invite || request.method == .update, !request.message.body.isEmpty else { return nil }
    let encodings = request.message.headers.list("Content-Encoding")
    if encodings.contains(where: { !$0.equalsIgnoringCase("identity") }) {
      return (415, [SIPHeader("Accept-Encoding", "identity")])
    }
    guard request.message.contentType == "application/sdp" else {
      return (415, [SIPHeader("Accept", "application/sdp")])
    }
    return nil
  }

  private mutating func receiveCall(
    _ request: SIPRequest, uri: SIPURI, key: ServerTransactionKey, from source: TransportAddress, now: Duration
  ) {
    guard calls.count < configuration.maximumCalls, let tag = servers[key]?.localTag else {
      respond(key, 503, headers: [SIPHeader("Retry-After", "\(configuration.retryAfter)")], now: now)
      return
    }
    respond(key, 100, now: now)
    let handle = newHandle()
    let dialog = Dialog(answering: request, localTag: tag, source: source)
    var call = Call(handle: handle, phase: .incoming(key), dialog: dialog, localTag: tag)
    call.answerDeadline = now + configuration.answerTimeout
    call.wantsOffer = request.sdp == nil
    calls[handle] = call
    dialogs[dialog.id] = handle
    servers[key]?.call = handle
    schedule(.call(handle), at: call.deadline)
    tell(
      .incoming(
        handle,
        IncomingCall(
          from: request.from, to: request.to, requestURI: uri, user: uri.userName, callID: request.callID,
          source: source, sdp: request.sdp, headers: request.message.headers)))
  }
}
