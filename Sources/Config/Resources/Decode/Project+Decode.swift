extension Project {
  /// The spec has passed `ProjectShape`.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    defaultTenant = spec["defaultTenant"].text
    policies = spec["policies"].elements.compactMap { Policy($0) }
    for entry in spec["contexts"].entries { contexts[entry.name] = Context(entry.value) }
    environments = spec["environments"].texts ?? []
    runtime = Runtime(spec["runtime"])
    source = Source(spec["source"])
    sync.pruneLimit = spec["sync"]["pruneLimit"].percent ?? sync.pruneLimit
  }
}

extension Project.Context {
  fileprivate init(_ reader: FieldReader) {
    self.init(server: reader["server"].text ?? "")
    protected = reader["protected"].boolean ?? protected
  }
}

extension Project.Runtime {
  fileprivate init(_ reader: FieldReader) {
    self.init()
    sip.host = reader["sip"]["host"].text ?? sip.host
    sip.port = reader["sip"]["port"].integer ?? sip.port
    api.host = reader["api"]["host"].text ?? api.host
    api.port = reader["api"]["port"].integer ?? api.port
    if let certificate = reader["api"]["tls"]["certificate"].text, let key = reader["api"]["tls"]["key"].text {
      api.tls = TLS(certificate: certificate, key: key)
    }
    api.authentication = reader["api"]["authentication"].choice(Authentication.self) ?? api.authentication
    media.host = reader["media"]["host"].text ?? media.host
    media.portRange = reader["media"]["ports"].text.flatMap(TextForm.ports) ?? media.portRange
    dataDirectory = reader["data"].text
  }
}

extension Project.Source {
  fileprivate init?(_ reader: FieldReader) {
    guard let url = reader["url"].text else { return nil }
    self.init(url: url)
    branch = reader["branch"].text ?? branch
    poll = reader["poll"].duration ?? poll
    secret = reader["secret"].secret
    ca = reader["ca"].text
    sshKey = reader["sshKey"].secret
    knownHosts = reader["knownHosts"].text
    signers = reader["signers"].text
  }
}
