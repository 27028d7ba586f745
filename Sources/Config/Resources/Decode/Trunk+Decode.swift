extension Trunk {
  /// The spec has passed `TrunkShape`.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    sources = spec["sources"].texts ?? []
    registration = Registration(spec["registration"])
    hosts = spec["hosts"].texts ?? []
    transports = spec["transports"].choices(Transport.self) ?? transports
    codecs = spec["codecs"].texts ?? codecs
    srtp = spec["srtp"].choice(SRTP.self) ?? srtp
    acl.allow = spec["acl"]["allow"].texts
    acl.deny = spec["acl"]["deny"].texts ?? []
    optionsKeepalive = spec["optionsKeepalive"].duration
    callerID = CallerID(spec["callerId"])
    concurrentCalls = spec["concurrentCalls"].integer
  }
}

extension Trunk.Registration {
  fileprivate init?(_ reader: FieldReader) {
    guard let registrar = reader["registrar"].text, let username = reader["username"].text else { return nil }
    self.init(registrar: registrar, username: username)
    secret = reader["secret"].secret
    expires = reader["expires"].duration ?? expires
  }
}

extension Trunk.CallerID {
  fileprivate init?(_ reader: FieldReader) {
    guard let standard = reader["default"].text else { return nil }
    self.init(standard: standard)
    allowed = reader["allowed"].texts ?? []
    anonymous = reader["anonymous"].boolean ?? anonymous
  }
}
