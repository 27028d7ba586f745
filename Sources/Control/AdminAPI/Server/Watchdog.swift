import NIOCore
import Synchronization

/// Closes a connection that has not done in time what it must.
final class Watchdog: Sendable {
  private let channel: any Channel
  private let timer = Mutex<Scheduled<Void>?>(nil)

  init(_ channel: any Channel) { self.channel = channel }

  func arm(milliseconds: Int64) {
    let next = channel.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) { [channel] in
      channel.close(mode: .all, promise: nil)
    }
    timer.withLock { timer in
      timer?.cancel()
      timer = next
    }
  }

  func disarm() {
    timer.withLock { timer in
      timer?.cancel()
      timer = nil
    }
  }
}

/// Closes a connection whose peer takes nothing for too long, so that a stalled consumer holds no memory for ever. A
/// WebSocket is told why, where its socket still takes the frame.
final class StallGuard: ChannelInboundHandler, Sendable {
  typealias InboundIn = Any
  private let milliseconds: Int64
  private let lastWords: @Sendable (any Channel) -> Void
  private let timer = Mutex<Scheduled<Void>?>(nil)

  init(milliseconds: Int64, lastWords: @escaping @Sendable (any Channel) -> Void = { _ in }) {
    self.milliseconds = milliseconds
    self.lastWords = lastWords
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { stop() } else { start(context.channel) }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  private func start(_ channel: any Channel) {
    let next = channel.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) { [lastWords] in
      lastWords(channel)
      channel.close(mode: .all, promise: nil)
    }
    timer.withLock { timer in
      timer?.cancel()
      timer = next
    }
  }

  private func stop() {
    timer.withLock { timer in
      timer?.cancel()
      timer = nil
    }
  }
}
