import Reconciler
import Store
import Testing

/// The rules one by one, as an operator would tell them.
@Suite struct RevisionMachineTests {
  typealias Machine = RevisionMachine
  private static let harmless = Machine.Extent(resourcesBefore: 10, deletions: 0, botsBefore: 3, botsAfter: 3)

  private static func deleting(_ count: Int, botsAfter: Int = 3) -> Machine.Judgement {
    .accepted(Machine.Extent(resourcesBefore: 10, deletions: count, botsBefore: 3, botsAfter: botsAfter))
  }

  /// One with the commits live one after another, as the tips of the followed branch.
  private static func following(_ commits: String...) -> Machine {
    var machine = Machine(origin: "repository")
    for commit in commits { sync(&machine, commit) }
    return machine
  }

  @discardableResult
  private static func sync(
    _ machine: inout Machine, _ commit: String, _ judgement: Machine.Judgement = .accepted(harmless),
    outdated: Set<String> = []
  ) -> Machine.Outcome? {
    finish(&machine, machine.tipSeen(commit, now: 0), judgement, outdated: outdated)
  }

  @discardableResult
  private static func finish(
    _ machine: inout Machine, _ actions: [Machine.Action], _ judgement: Machine.Judgement = .accepted(harmless),
    outdated: Set<String> = []
  ) -> Machine.Outcome? {
    var actions = actions
    if case .judge(let id)? = actions.first { actions = machine.judged(id, judgement, outdated: outdated) }
    for case .finish(_, let outcome) in actions { return outcome }
    return nil
  }

  private static func apply(
    _ machine: inout Machine, _ commit: String, expected: Int? = nil, prune: Machine.PruneRule = .never,
    _ judgement: Machine.Judgement = .accepted(harmless)
  ) -> Machine.Outcome? {
    switch machine.requestApply(commit, expected: expected, prune: prune, by: "ada", now: 0) {
    case .success(let actions): finish(&machine, actions, judgement)
    case .failure(let refusal): .refused(refusal)
    }
  }

  @discardableResult
  private static func rollback(_ machine: inout Machine, _ past: [Machine.Past], to: Int? = nil) -> Machine.Outcome? {
    switch machine.requestRollback(to: to, expected: nil, past: past, by: "ada", now: 0) {
    case .success(let actions): finish(&machine, actions)
    case .failure(let refusal): .refused(refusal)
    }
  }

  @Test func theTipIsFollowedAndARefusedOneJudgedOnce() {
    var machine = Self.following("a")
    #expect(machine.live?.number == 1)
    #expect(Self.sync(&machine, "bad", .refused) == .refused(.invalid))
    #expect(machine.tipSeen("bad", now: 0).isEmpty)
    #expect(machine.live?.commit == "a" && machine.lastNumber == 2)
    #expect(machine.standing == .refused)
    #expect(machine.tipSeen("a", now: 0).allSatisfy { $0 == .save })
    #expect(Self.sync(&machine, "c") == .live(3))
  }

  @Test func aRollbackPinsAndQuarantinesUntilANewCommitPasses() {
    var machine = Self.following("a", "b")
    let past = [Machine.Past(number: 2, commit: "b"), Machine.Past(number: 1, commit: "a")]
    #expect(Self.rollback(&machine, past) == .live(3))
    #expect(machine.live?.commit == "a")
    for _ in 0..<3 { #expect(machine.tipSeen("b", now: 0).isEmpty) }
    #expect(machine.state.isQuarantined("b"))
    guard case .refused(.quarantined) = Self.apply(&machine, "b") else {
      Issue.record("a quarantined commit was applied")
      return
    }
    // A restart changes nothing of it.
    machine = Machine(state: machine.state, live: machine.live, lastNumber: machine.lastNumber, origin: "repository")
    #expect(machine.tipSeen("b", now: 0).isEmpty)
    #expect(Self.sync(&machine, "bad", .refused) == .refused(.invalid))
    #expect(machine.state.isQuarantined("b"))
    // An older one is no reason to let it in again.
    #expect(Self.apply(&machine, "0") == .live(5))
    #expect(machine.state.isQuarantined("b"))
    #expect(Self.sync(&machine, "c", outdated: ["b"]) == .live(6))
    #expect(machine.state.quarantine.isEmpty && machine.state.pin == nil)
  }

  @Test func aRollbackNeedsSomethingToGoBackTo() {
    var machine = Self.following("a")
    #expect(Self.rollback(&machine, [.init(number: 1, commit: "a")]) == .refused(.nothingBefore))
    #expect(Self.rollback(&machine, [.init(number: 1, commit: "a")], to: 7) == .refused(.noSuchRevision(7)))
  }

  @Test func anAppliedCommitHoldsUntilTheTipIsNew() {
    var machine = Self.following("a", "b")
    #expect(Self.apply(&machine, "x") == .live(3))
    #expect(machine.tipSeen("b", now: 0).isEmpty)
    #expect(machine.tipSeen("a", now: 0).isEmpty)
    #expect(Self.sync(&machine, "c") == .live(4))
    // The tip itself needs no hold, nor one that the branch moves to afterwards.
    #expect(Self.apply(&machine, "d") == .live(5))
    _ = machine.tipSeen("d", now: 0)
    #expect(machine.state.pin == nil)
  }

  @Test func ofTwoAppliesAtOnceOneIsTooLate() throws {
    var machine = Self.following("a")
    var ids: [Int] = []
    for commit in ["x", "y"] {
      let actions = try machine.requestApply(commit, expected: 1, prune: .never, by: "ada", now: 0).get()
      if case .judge(let id)? = actions.first { ids.append(id) }
    }
    #expect(machine.judged(ids[0], .accepted(Self.harmless)).last == .finish(ids[0], .live(2)))
    #expect(
      machine.judged(ids[1], .accepted(Self.harmless))
        == [.finish(ids[1], .refused(.conflict(expected: 1, live: machine.live)))])
    #expect(Self.apply(&machine, "y", expected: 1) == .refused(.conflict(expected: 1, live: machine.live)))
  }

  @Test func aSuspensionStopsAllButARollback() {
    var machine = Self.following("a", "b")
    #expect(machine.suspend(reason: "freeze", by: "ada", now: 0) == [.save])
    #expect(machine.tipSeen("c", now: 0).isEmpty)
    guard case .refused(.suspended) = Self.apply(&machine, "x") else {
      Issue.record("applied while suspended")
      return
    }
    #expect(Self.rollback(&machine, [.init(number: 1, commit: "a")]) == .live(3))
    #expect(machine.resume() == [.save])
    #expect(Self.sync(&machine, "c") == .live(4))
  }

  @Test(arguments: [
    (1, Machine.PruneRule.never, false), (0, .never, true), (1, .standard, true), (2, .standard, false),
    (3, .part(0.3), true), (4, .part(0.3), false), (4, .count(4), true), (5, .count(4), false),
  ])
  func deletionsAreBounded(deletions: Int, rule: Machine.PruneRule, passes: Bool) {
    var machine = Self.following("a")
    let outcome = Self.apply(&machine, "x", prune: rule, Self.deleting(deletions))
    #expect((outcome == .live(2)) == passes, "\(outcome.debugDescription)")
  }

  @Test func aTipThatDeletesTooMuchIsHeld() {
    var machine = Self.following("a")
    #expect(Self.sync(&machine, "b", Self.deleting(6)) == .held(deletions: 6, limit: 5))
    #expect(machine.standing == .held(deletions: 6, limit: 5))
    #expect(machine.tipSeen("b", now: 0).isEmpty)
    #expect(Self.apply(&machine, "b", prune: .count(6), Self.deleting(6)) == .live(2))
    #expect(machine.standing == .live && machine.state.pin == nil)
    #expect(Self.sync(&machine, "c", Self.deleting(3, botsAfter: 0)) == .held(deletions: 3, limit: 5))
    #expect(Self.sync(&machine, "d", Self.deleting(5)) == .live(3))
  }

  @Test func anotherRepositoryBeginsAnew() {
    var machine = Self.following("a", "b")
    Self.rollback(&machine, [.init(number: 1, commit: "a")])
    machine = Machine(state: machine.state, live: machine.live, lastNumber: machine.lastNumber, origin: "other")
    #expect(machine.live == nil && machine.state.pin == nil)
    // A commit's id is the same in all repositories.
    #expect(machine.tipSeen("b", now: 0).isEmpty && machine.state.isQuarantined("b"))
    #expect(Self.sync(&machine, "c", Self.deleting(10)) == .live(4))
  }

  @Test func anotherNameOfTheSameRepositoryChangesNothing() {
    var machine = Self.following("a", "b")
    Self.rollback(&machine, [.init(number: 1, commit: "a")])
    let before = machine
    machine = Machine(
      state: machine.state, live: machine.live, lastNumber: machine.lastNumber, origin: "alias",
      isOrigin: { $0 == "repository" })
    #expect(machine.live == before.live && machine.state.pin == before.state.pin && machine.state.origin == "alias")
    #expect(machine.tipSeen("b", now: 0).isEmpty)
  }

  @Test func afterALossAnyRevisionCanBeGoneBackTo() {
    var machine = Self.following("a", "b")
    machine.forgetLive()
    #expect(Self.rollback(&machine, [.init(number: 2, commit: "b"), .init(number: 1, commit: "a")]) == .live(3))
    #expect(machine.live?.commit == "b")
  }
}
