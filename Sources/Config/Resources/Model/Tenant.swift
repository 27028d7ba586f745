/// A tenant: quotas and defaults for its bots (`bots/<tenant>/tenant.yaml`).
///
/// Its default providers and turns are in the bots, which are decoded with them.
package struct Tenant: Sendable, Hashable {
  package struct Spend: Sendable, Hashable {
    package var perDay: Double
    package var currency = "USD"
    package init(perDay: Double) { self.perDay = perDay }
  }
  package struct Quotas: Sendable, Hashable {
    /// Calls at a time over all bots of the tenant; nil is no limit of its own.
    package var concurrentCalls: Int?
    package var callsPerSecond: Double?
    package var spend: Spend?
    package init() {}
  }
  package var metadata: Metadata
  package var quotas = Quotas()
  package var retention: Duration?
  package var redaction: [Redaction] = []
  /// Phone prefixes and SIP URIs, `sip:*@host` for any user there; nil allows all.
  package var transferDestinations: [String]?
  package init(metadata: Metadata) { self.metadata = metadata }
}

/// What may be taken out of recordings and transcripts.
package enum Redaction: String, Sendable, Hashable, CaseIterable {
  case card, phone, email, iban, name, address, digits
  case dateOfBirth = "date-of-birth"
}
