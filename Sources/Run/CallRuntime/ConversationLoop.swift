package import NIOCore
import NIOPosix
import Synchronization

/// A thread that conversations are pinned to. It moves each conversation on every 10 ms while there is one.
///
/// Frames wait in their ring until the next round, so a round adds 5 ms to a turn on average; it costs one timer for
/// all calls of the loop.
package final class ConversationLoop: Sendable {
  package static let interval = TimeAmount.milliseconds(10)

  let loop: any EventLoop
  private let group: MultiThreadedEventLoopGroup
  private let members = Mutex<[ObjectIdentifier: VoiceConversation]>([:])
  private let isTicking = Mutex(false)

  package init() {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    loop = group.next()
  }

  func add(_ conversation: VoiceConversation) {
    members.withLock { $0[ObjectIdentifier(conversation)] = conversation }
    let start = isTicking.withLock { ticking in
      defer { ticking = true }
      return !ticking
    }
    if start { loop.execute { self.tick() } }
  }

  func remove(_ conversation: VoiceConversation) {
    _ = members.withLock { $0.removeValue(forKey: ObjectIdentifier(conversation)) }
  }

  private func tick() {
    let current = members.withLock { Array($0.values) }
    for conversation in current { conversation.assumeIsolated { $0.moveOn() } }
    let goOn = isTicking.withLock { ticking in
      ticking = members.withLock { !$0.isEmpty }
      return ticking
    }
    if goOn { loop.scheduleTask(in: Self.interval) { self.tick() } }
  }

  package func shutdown() async { try? await group.shutdownGracefully() }
}
