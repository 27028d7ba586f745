import Synchronization

/// What a session's handle asks of the media thread.
enum Command {
  case attach(UnsafeMutablePointer<SessionState>)
  case start(UnsafeMutablePointer<SessionState>, MediaParameters)
  case digits(UnsafeMutablePointer<SessionState>, [UInt8])
  case close(UnsafeMutablePointer<SessionState>)
}

/// Commands from any thread to one media thread, in the order each sender posted them.
///
/// Invariants: posting never waits; taking takes everything at once, without a lock. A session's memory belongs to the
/// media thread from `attach` on; what was never taken is freed with the mailbox.
///
/// `@unchecked Sendable`: nodes are handed over by compare-and-exchange.
final class Mailbox: @unchecked Sendable {
  private struct Node {
    var command: Command
    var next: UnsafeMutablePointer<Node>?
  }

  private let newest = Atomic<UnsafeMutablePointer<Node>?>(nil)

  func post(_ command: Command) {
    let node = UnsafeMutablePointer<Node>.allocate(capacity: 1)
    node.initialize(to: Node(command: command, next: newest.load(ordering: .relaxed)))
    while true {
      let result = newest.compareExchange(
        expected: node.pointee.next, desired: node, successOrdering: .releasing, failureOrdering: .relaxed)
      if result.exchanged { return }
      node.pointee.next = result.original
    }
  }

  /// Media thread only.
  func takeAll(_ body: (Command) -> Void) {
    var node = newest.exchange(nil, ordering: .acquiring)
    var oldest: UnsafeMutablePointer<Node>?
    while let current = node {
      node = current.pointee.next
      current.pointee.next = oldest
      oldest = current
    }
    while let current = oldest {
      oldest = current.pointee.next
      body(current.pointee.command)
      current.deinitialize(count: 1)
      current.deallocate()
    }
  }

  deinit {
    takeAll { command in
      guard case .attach(let session) = command else { return }
      session.deinitialize(count: 1)
      session.deallocate()
    }
  }
}
