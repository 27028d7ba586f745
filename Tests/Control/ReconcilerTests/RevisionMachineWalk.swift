import Reconciler
import Store
import Testing

/// Random histories, with what must hold after every step.
@Suite struct RevisionMachineWalk {
  private struct Random {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  /// What an onlooker knows: who asked for what, and what became live.
  private struct World {
    var machine = RevisionMachine(origin: "repository")
    var open: [Int] = []
    var finished: Set<Int> = []
    var past: [RevisionMachine.Past] = []

    mutating func carryOut(_ actions: [RevisionMachine.Action], wasSuspended: Bool, kind: RevisionMachine.Kind?) {
      for action in actions {
        switch action {
        case .judge(let id): open.append(id)
        case .finish(let id, _): #expect(finished.insert(id).inserted, "\(id) finished twice")
        case .commit(_, let number):
          #expect(number == (past.first?.number ?? 0) + 1 || number > past.first?.number ?? 0)
          if let live = machine.live {
            past.insert(RevisionMachine.Past(number: number, commit: live.commit), at: 0)
            #expect(live.number == number)
          }
          if case .rollback? = kind {} else { #expect(!wasSuspended, "live while suspended") }
        case .recordRefusal, .save: break
        }
      }
    }
  }

  @Test(arguments: 0..<40)
  func histories(seed: Int) {
    var random = Random(state: UInt64(seed) &* 7919 &+ 11)
    var world = World()
    for _ in 0..<400 {
      let before = world.machine
      let wasSuspended = before.state.suspension != nil
      let commit = "c\(random.below(12))"
      switch random.below(10) {
      case 0...2: world.carryOut(world.machine.tipSeen(commit, now: 0), wasSuspended: wasSuspended, kind: .sync)
      case 3, 4:
        let expected = random.below(3) == 0 ? random.below(before.lastNumber + 2) : nil
        let result = world.machine.requestApply(
          commit, expected: expected, prune: random.below(2) == 0 ? .never : .standard, by: "ada", now: 0)
        switch result {
        case .success(let actions):
          #expect(!wasSuspended && !before.state.isQuarantined(commit))
          #expect(expected == nil || expected == before.live?.number ?? 0)
          world.carryOut(actions, wasSuspended: wasSuspended, kind: nil)
        case .failure: #expect(world.machine == before)
        }
      case 5:
        let target =
          random.below(2) == 0 || world.past.isEmpty ? nil : world.past[random.below(world.past.count)].number
        let result = world.machine.requestRollback(to: target, expected: nil, past: world.past, by: "ada", now: 0)
        switch result {
        case .success(let actions): world.carryOut(actions, wasSuspended: wasSuspended, kind: nil)
        case .failure: #expect(world.machine == before)
        }
      case 6:
        world.carryOut(
          random.below(2) == 0 ? world.machine.suspend(reason: "r", by: "b", now: 0) : world.machine.resume(),
          wasSuspended: wasSuspended, kind: nil)
      case 7:
        // A restart forgets what was being judged and keeps everything else that counts.
        world.machine = RevisionMachine(
          state: before.state, live: before.live, lastNumber: before.lastNumber, origin: "repository")
        #expect(world.machine.state == before.state && world.machine.live == before.live)
        world.open = []
        world.finished = []
      default:
        guard !world.open.isEmpty else { continue }
        let id = world.open.remove(at: random.below(world.open.count))
        let attempt = world.machine.attempts[id]
        if random.below(8) == 0 {
          world.machine.gaveUp(id)
          #expect(world.machine.live == before.live && world.machine.state == before.state)
          continue
        }
        let judgement: RevisionMachine.Judgement =
          random.below(4) == 0
          ? .refused
          : .accepted(.init(resourcesBefore: 10, deletions: random.below(8), botsBefore: 2, botsAfter: random.below(3)))
        let actions = world.machine.judged(id, judgement)
        world.carryOut(actions, wasSuspended: wasSuspended, kind: attempt?.kind)
        check(world.machine, before, attempt, judgement)
      }
      #expect(world.machine.lastNumber >= before.lastNumber)
      #expect(world.machine.live.map { !world.machine.state.isQuarantined($0.commit) } ?? true)
      #expect(world.machine.state.tips.count <= RevisionMachine.rememberedTips)
      if before.live != nil { #expect(world.machine.live != nil) }
    }
  }

  private func check(
    _ after: RevisionMachine, _ before: RevisionMachine, _ attempt: RevisionMachine.Attempt?,
    _ judgement: RevisionMachine.Judgement
  ) {
    guard after.live != before.live else { return }
    #expect(judgement != .refused)
    #expect(attempt?.base == before.live?.number, "a revision over another than it was judged against")
    #expect(after.live?.commit == attempt?.commit)
    #expect((after.live?.number ?? 0) > (before.live?.number ?? 0))
    if case .accepted(let extent) = judgement, case .apply(let rule)? = attempt?.kind {
      #expect(extent.deletions <= rule.limit(of: extent.resourcesBefore))
    }
    if case .rollback? = attempt?.kind, let old = before.live {
      #expect(after.state.isQuarantined(old.commit) && after.state.pin != nil || after.tip == after.live?.commit)
    }
  }
}
