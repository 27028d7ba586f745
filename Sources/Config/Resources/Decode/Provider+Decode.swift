extension Provider {
  /// The spec has passed `ProviderShape`.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata, driver: spec["driver"].choice(Driver.self) ?? .local)
    endpoint = spec["endpoint"].text
    model = spec["model"].text
    secret = spec["secret"].secret
    timeouts.connect = spec["timeouts"]["connect"].duration ?? timeouts.connect
    timeouts.firstToken = spec["timeouts"]["firstToken"].duration ?? timeouts.firstToken
    timeouts.total = spec["timeouts"]["total"].duration ?? timeouts.total
    limits.concurrent = spec["limits"]["concurrent"].integer
    limits.requestsPerMinute = spec["limits"]["requestsPerMinute"].integer
    if let declared = spec["capabilities"].choices(Capability.self) { capabilities = Set(declared) }
    languages = spec["languages"].texts
    price = Price(spec["price"])
    temperature = spec["temperature"].number
    maxTokens = spec["maxTokens"].integer
  }
}

extension Provider.Price {
  fileprivate init?(_ reader: FieldReader) {
    guard let input = reader["input"].number, let per = reader["per"].choice(Unit.self) else { return nil }
    self.init(input: input, per: per)
    output = reader["output"].number ?? output
    currency = reader["currency"].text ?? currency
  }
}
