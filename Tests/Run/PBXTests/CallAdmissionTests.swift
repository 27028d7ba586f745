import PBX
import Resources
import Testing

@Suite struct CallAdmissionTests {
  private static func snapshot(sources: [String] = [], limit: Int? = nil, tenantLimit: Int? = nil) -> Snapshot {
    var desk = Bot(metadata: Metadata(name: "desk", tenant: "acme"))
    desk.numbers = ["100", "+4930123456"]
    desk.limits.concurrentCalls = limit
    var shop = Bot(metadata: Metadata(name: "shop", tenant: "roma"))
    shop.numbers = ["4420700"]
    var trunk = Trunk(metadata: Metadata(name: "carrier", tenant: "acme"))
    trunk.sources = sources
    var open = Trunk(metadata: Metadata(name: "out", tenant: "acme"))
    open.hosts = ["192.0.2.1:5060"]
    var tenant = Tenant(metadata: Metadata(name: "acme"))
    tenant.quotas.concurrentCalls = tenantLimit
    return Snapshot(
      revision: "r", project: Project(metadata: Metadata(name: "p")), tenants: ["acme": tenant],
      trunks: [
        ResourceName(kind: .trunk, tenant: "acme", name: "carrier"): trunk,
        ResourceName(kind: .trunk, tenant: "acme", name: "out"): open,
      ],
      bots: [
        ResourceName(kind: .bot, tenant: "acme", name: "desk"): desk,
        ResourceName(kind: .bot, tenant: "roma", name: "shop"): shop,
      ])
  }

  private static func desk(_ snapshot: Snapshot) throws -> Bot { try #require(snapshot.bot(named: "desk")) }

  @Test(arguments: [
    ("100", "desk"), ("+4930123456", "desk"), ("4930123456", "desk"), ("4420700", "shop"), ("+4420700", "shop"),
    ("+100", "desk"),
  ])
  func aNumberFindsItsBot(number: String, bot: String) throws {
    #expect(
      try CallAdmission.route(number: number, source: "198.51.100.1", snapshot: Self.snapshot()).metadata.name == bot)
  }

  @Test(arguments: ["", "10", "1000", "+", "++100", "desk", "030123456"])
  func anotherNumberIsNotFound(number: String) {
    let refusal = #expect(throws: CallAdmission.Refusal.self) {
      try CallAdmission.route(number: number, source: "127.0.0.1", snapshot: Self.snapshot())
    }
    #expect(refusal?.status == 404 && refusal?.rule.contains(number) == true)
  }

  @Test(arguments: [
    (["192.0.2.0/24"], "192.0.2.77", true), (["192.0.2.0/24"], "192.0.3.1", false),
    (["192.0.2.7", "10.0.0.0/8"], "10.200.1.1", true), (["192.0.2.7"], "192.0.2.8", false),
    (["192.0.2.7"], "127.0.0.1", true), (["192.0.2.7"], "127.3.2.1", true), (["192.0.2.7"], "::1", true),
    (["192.0.2.7"], "2001:db8::1", false), ([], "203.0.113.1", true),
  ])
  func trunksSayWhoMayCall(sources: [String], source: String, mayCall: Bool) {
    let snapshot = Self.snapshot(sources: sources)
    do throws(CallAdmission.Refusal) {
      _ = try CallAdmission.route(number: "100", source: source, snapshot: snapshot)
      #expect(mayCall)
    } catch {
      #expect(!mayCall && error.status == 403 && error.rule.contains(source))
    }
  }

  @Test func aStrangerLearnsNothingOfNumbers() {
    let snapshot = Self.snapshot(sources: ["192.0.2.7"])
    let refusals = ["100", "555"].map { number in
      #expect(throws: CallAdmission.Refusal.self) {
        try CallAdmission.route(number: number, source: "198.51.100.1", snapshot: snapshot)
      }
    }
    #expect(refusals[0] == refusals[1])
  }

  @Test func aTrunkReachesItsOwnTenantsNumbersOnly() {
    let refusal = #expect(throws: CallAdmission.Refusal.self) {
      try CallAdmission.route(
        number: "4420700", source: "192.0.2.7", snapshot: Self.snapshot(sources: ["192.0.2.7"]))
    }
    #expect(refusal?.status == 404)
  }

  @Test func nothingInTheWayAdmits() throws {
    let snapshot = Self.snapshot(limit: 2, tenantLimit: 3)
    var load = CallAdmission.Load()
    load.calls = 4095
    load.callsOfBot = 1
    load.callsOfTenant = 2
    try CallAdmission.admit(Self.desk(snapshot), load: load, snapshot: snapshot)
  }

  @Test func eachLimitHasItsAnswer() throws {
    let snapshot = Self.snapshot(limit: 2, tenantLimit: 3)
    func refusal(_ change: (inout CallAdmission.Load) -> Void) throws -> CallAdmission.Refusal? {
      var load = CallAdmission.Load()
      change(&load)
      let desk = try Self.desk(snapshot)
      return #expect(throws: CallAdmission.Refusal.self) {
        try CallAdmission.admit(desk, load: load, snapshot: snapshot)
      }
    }
    let draining = try refusal { $0.isDraining = true }
    #expect(draining?.status == 503 && draining?.retryAfter == 30)
    let full = try refusal { $0.calls = 4096 }
    #expect(full?.status == 503 && full?.retryAfter == 5)
    let bot = try refusal { $0.callsOfBot = 2 }
    #expect(bot?.status == 486 && bot?.rule.contains("desk") == true)
    let tenant = try refusal { $0.callsOfTenant = 3 }
    #expect(tenant?.status == 486 && tenant?.rule.contains("acme") == true)
  }

  @Test func withoutLimitsOnlyTheRuntimesHolds() throws {
    let snapshot = Self.snapshot()
    var load = CallAdmission.Load()
    load.callsOfBot = 4000
    load.callsOfTenant = 4000
    load.calls = 4000
    try CallAdmission.admit(Self.desk(snapshot), load: load, snapshot: snapshot)
  }
}
