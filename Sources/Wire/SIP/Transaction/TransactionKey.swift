/// Names a server transaction (RFC 3261 §17.2.3): by branch, sent-by and method, or by the rules for RFC 2543.
struct ServerTransactionKey: Hashable, Sendable {
  let identity: String
  /// INVITE also for its ACK.
  let method: SIPMethod

  init(_ request: SIPRequest, method: SIPMethod? = nil) {
    let name = method ?? request.method
    self.method = name == .ack ? .invite : name
    let via = request.via
    if let branch = via.uniqueBranch {
      identity = "\(branch) \(via.host.lowercasedASCII()) \(via.port ?? 5060)"
    } else {
      identity = "\(request.uri) \(request.from.tag ?? "") \(request.callID) \(request.cseq.number) \(via)"
    }
  }
}

/// Names a client transaction by its branch, which we made unique (RFC 3261 §17.1.3).
struct ClientTransactionKey: Hashable, Sendable {
  let branch: String
  let method: SIPMethod
}
