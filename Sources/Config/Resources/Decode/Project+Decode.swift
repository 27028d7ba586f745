extension Project {
  /// The spec has passed `ProjectShape`.
  init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    defaultTenant = spec["defaultTenant"].text
    let reader = spec["runtime"]
    runtime.sip.host = reader["sip"]["host"].text ?? runtime.sip.host
    runtime.sip.port = reader["sip"]["port"].integer ?? runtime.sip.port
    runtime.api.host = reader["api"]["host"].text ?? runtime.api.host
    runtime.api.port = reader["api"]["port"].integer ?? runtime.api.port
    runtime.media.host = reader["media"]["host"].text ?? runtime.media.host
    runtime.media.portRange = reader["media"]["ports"].text.flatMap(TextForm.ports) ?? runtime.media.portRange
    runtime.dataDirectory = reader["data"].text
  }
}

extension Tenant {
  /// The spec has passed `TenantShape`.
  init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    concurrentCalls = spec["concurrentCalls"].integer
    retention = spec["retention"].duration
  }
}

extension Trunk {
  /// The spec has passed `TrunkShape`.
  init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    sources = spec["sources"].texts ?? []
    hosts = spec["hosts"].texts ?? []
    codecs = spec["codecs"].texts ?? codecs
    concurrentCalls = spec["concurrentCalls"].integer
  }
}

extension Provider {
  /// The spec has passed `ProviderShape`.
  init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata, driver: spec["driver"].text.flatMap(Driver.init(rawValue:)) ?? .local)
    endpoint = spec["endpoint"].text
    model = spec["model"].text
    secret = spec["secret"].text.flatMap(SecretReference.init(text:))
    timeout = spec["timeout"].duration ?? timeout
    concurrency = spec["concurrency"].integer
    temperature = spec["temperature"].number
    maxTokens = spec["maxTokens"].integer
  }
}

extension SecretReference {
  /// `env:NAME` or `file:/path`.
  fileprivate init?(text: String) {
    if text.hasPrefix("env:") {
      self = .environment(String(text.dropFirst(4)))
    } else if text.hasPrefix("file:") {
      self = .file(String(text.dropFirst(5)))
    } else {
      return nil
    }
  }
}
