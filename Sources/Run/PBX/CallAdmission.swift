package import Resources

/// Whether a call may be taken, and by which bot. Every refusal names its rule.
package enum CallAdmission {
  package struct Refusal: Error, Sendable, Equatable {
    package var status: Int
    /// The reason phrase on the wire.
    package var phrase: String
    /// The rule, for the log and the operator.
    package var rule: String
    package var retryAfter: Int?
    package init(status: Int, phrase: String, rule: String, retryAfter: Int? = nil) {
      self.status = status
      self.phrase = phrase
      self.rule = rule
      self.retryAfter = retryAfter
    }
  }

  /// What the runtime is doing when the call comes in.
  package struct Load: Sendable {
    package var isDraining = false
    package var calls = 0
    package var maximumCalls = 4096
    package var callsOfBot = 0
    package var callsOfTenant = 0
    package init() {}
  }

  /// The bot that answers `number`.
  package static func route(
    number: String, source: String, snapshot: Snapshot
  ) throws(Refusal) -> Bot {
    let unknown = Refusal(status: 404, phrase: "Not Found", rule: "no bot has the number \(number)")
    let hasTrunks = snapshot.trunks.values.contains { !$0.sources.isEmpty }
    guard hasTrunks, !isLoopback(source) else {
      guard let bot = snapshot.bot(number: number) else { throw unknown }
      return bot
    }
    // Who is on no trunk hears the same of every number; a trunk reaches its own tenant's numbers only.
    let trunks = snapshot.trunks.values.filter { trunk in
      trunk.sources.contains { AddressBlock($0)?.contains(source) == true }
    }
    guard !trunks.isEmpty else {
      throw Refusal(status: 403, phrase: "Forbidden", rule: "no trunk lists the source \(source)")
    }
    guard let bot = snapshot.bot(number: number),
      trunks.contains(where: { $0.metadata.tenant == bot.metadata.tenant })
    else { throw unknown }
    return bot
  }

  package static func admit(_ bot: Bot, load: Load, snapshot: Snapshot) throws(Refusal) {
    if load.isDraining {
      throw Refusal(status: 503, phrase: "Service Unavailable", rule: "the runtime is draining", retryAfter: 30)
    }
    if load.calls >= load.maximumCalls {
      throw Refusal(
        status: 503, phrase: "Service Unavailable", rule: "the runtime has its \(load.maximumCalls) calls",
        retryAfter: 5)
    }
    if let limit = bot.limits.concurrentCalls, load.callsOfBot >= limit {
      throw Refusal(
        status: 486, phrase: "Busy Here", rule: "bot \(bot.metadata.name) has its limit of \(limit) calls")
    }
    if let tenant = bot.metadata.tenant, let limit = snapshot.tenants[tenant]?.quotas.concurrentCalls,
      load.callsOfTenant >= limit
    {
      throw Refusal(status: 486, phrase: "Busy Here", rule: "tenant \(tenant) has its limit of \(limit) calls")
    }
  }

  static func isLoopback(_ host: String) -> Bool { host == "::1" || AddressBlock("127.0.0.0/8")!.contains(host) }
}

/// An IPv4 address or CIDR block (RFC 4632).
package struct AddressBlock: Sendable, Equatable {
  private let network: UInt32
  private let mask: UInt32

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = Self.address(parts[0]) else { return nil }
    let length = parts.count == 2 ? Self.number(parts[1]) : 32
    guard let length, length <= 32 else { return nil }
    mask = length == 0 ? 0 : ~UInt32(0) << UInt32(32 - length)
    network = address & mask
  }

  package func contains(_ host: String) -> Bool {
    guard let address = Self.address(host[...]) else { return false }
    return address & mask == network
  }

  private static func address(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard let byte = number(part) else { return nil }
      value = value << 8 | UInt32(byte)
    }
    return value
  }

  /// Up to three digits and nothing else; a sign is none.
  private static func number(_ text: Substring) -> UInt8? {
    let isDigits = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isDigits && text.utf8.count <= 3 ? UInt8(text) : nil
  }
}
