extension Tenant {
  /// The spec has passed `TenantShape`.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    quotas.concurrentCalls = spec["quotas"]["concurrentCalls"].integer
    quotas.callsPerSecond = spec["quotas"]["callsPerSecond"].number
    let spend = spec["quotas"]["spend"]
    if let perDay = spend["perDay"].number {
      quotas.spend = Spend(perDay: perDay)
      quotas.spend?.currency = spend["currency"].text ?? "USD"
    }
    retention = spec["retention"].duration
    redaction = spec["redaction"].choices(Redaction.self) ?? []
    transferDestinations = spec["transferDestinations"].texts
  }
}
