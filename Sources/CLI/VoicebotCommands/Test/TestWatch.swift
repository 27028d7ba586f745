import Glibc

/// `voicebot test --watch`: runs, waits for a change of the repository's files, and runs again until it is interrupted.
struct TestWatch {
  let command: TestCommand

  func run() async throws {
    let trap = SignalTrap()
    let root = Repository.root(above: command.directory)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await trap.first() }
      group.addTask { await loop(root) }
      await group.next()
      group.cancelAll()
    }
    throw CommandFailure(.interrupted, "interrupted")
  }

  private func loop(_ root: String) async {
    var seen: TreeStamp?
    while !Task.isCancelled {
      let stamp = TreeStamp(root)
      if seen != stamp {
        seen = stamp
        await once()
        Terminal.status("waiting for a change")
      }
      // The file system is asked again: a watch of every directory would miss those made meanwhile.
      try? await Task.sleep(for: .milliseconds(300))
    }
  }

  private func once() async {
    do {
      try await TestSession(command: command).run()
    } catch let failure as CommandFailure {
      Terminal.status("\(Terminal.error("error")): \(failure.message)")
    } catch {
      Terminal.status("\(Terminal.error("error")): \(error)")
    }
  }
}
