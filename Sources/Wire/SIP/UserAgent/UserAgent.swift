/// A SIP user agent, server and client, as one pure machine: transactions (RFC 3261 §17, RFC 6026), dialogs (§12),
/// sessions (§13–15) and offers inside of them (§14, RFC 3311).
///
/// Feed it with `receive`, `tick` and the commands; after each, drain `nextAction()` and look at `nextDeadline`.
/// Times are monotonic and count from any origin; `now` never goes back.
///
/// Invariants, kept by the random walk in the tests:
/// - every `.incoming` and every `invite` gets exactly one `.ended`, and nothing about that call comes after it;
/// - no call and no transaction lives for ever, whatever the network does: each has a deadline or an end;
/// - a command on a call that is over, or that does not fit its phase, does nothing;
/// - a refused or cancelled offer inside a call leaves the session as it was.
package struct UserAgent: Sendable {
  package let configuration: Configuration

  enum TimerKey: Hashable, Sendable {
    case server(ServerTransactionKey)
    case client(ClientTransactionKey)
    case call(CallHandle)
  }

  struct ServerEntry: Sendable {
    var transaction: ServerTransaction
    var request: SIPRequest
    let source: TransportAddress
    let destination: TransportAddress
    let localTag: String
    var call: CallHandle?
  }

  enum Purpose: Sendable {
    case invite(CallHandle)
    case reoffer(CallHandle, Dialog)
    case other
  }

  struct ClientEntry: Sendable {
    var transaction: ClientTransaction
    let request: SIPMessage
    let destination: TransportAddress
    let purpose: Purpose
    /// The ACK of each 2xx, by To tag, to be sent again with each copy of it (§13.2.2.4).
    var acknowledged: [String: (bytes: [UInt8], destination: TransportAddress)] = [:]
  }

  var servers: [ServerTransactionKey: ServerEntry] = [:]
  var clients: [ClientTransactionKey: ClientEntry] = [:]
  var calls: [CallHandle: Call] = [:]
  var dialogs: [DialogID: CallHandle] = [:]
  /// Requests outside of dialogs that are being served, to find the same one on another path (§8.2.2.2).
  var served: [String: ServerTransactionKey] = [:]
  private var timers = DeadlineQueue<TimerKey>()
  private var actions: [Action] = []
  private var drained = 0
  private var random: RandomNumbers
  private var lastHandle: UInt64 = 0

  /// - Parameter seed: of tags, branches and Call-IDs; unpredictable where strangers can reach the agent.
  package init(configuration: Configuration, seed: UInt64) {
    self.configuration = configuration
    random = RandomNumbers(seed: seed)
  }

  /// Calls in any phase, those that are over but still wait for a last message included.
  package var callCount: Int { calls.count }

  package var transactionCount: Int { servers.count + clients.count }

  /// The next thing to do; nil when everything is told.
  package mutating func nextAction() -> Action? {
    guard drained < actions.count else {
      actions.removeAll(keepingCapacity: actions.count < 256)
      drained = 0
      return nil
    }
    drained += 1
    return actions[drained - 1]
  }

  /// When `tick` is due; it may find nothing to do then. Nil: never.
  package var nextDeadline: Duration? { timers.first?.deadline }

  /// Carries out what is due at `now`.
  package mutating func tick(now: Duration) {
    while let (deadline, key) = timers.first, deadline <= now {
      timers.removeFirst()
      switch key {
      case .server(let key): fireServer(key, now: now)
      case .client(let key): fireClient(key, now: now)
      case .call(let handle): fireCall(handle, now: now)
      }
    }
  }

  mutating func tell(_ action: Action) { actions.append(action) }

  mutating func schedule(_ key: TimerKey, at deadline: Duration?) {
    if let deadline { timers.insert(key, at: deadline) }
  }

  mutating func token() -> String { random.token() }

  mutating func randomDuration(from low: Duration, to high: Duration) -> Duration {
    low + (high - low) * Int(random.next() % 1001) / 1000
  }

  mutating func newHandle() -> CallHandle {
    lastHandle += 1
    return CallHandle(number: lastHandle)
  }

  /// Changes a call in place and arms its timer.
  mutating func update(_ handle: CallHandle, _ change: (inout Call) -> Void) {
    guard calls[handle] != nil else { return }
    change(&calls[handle]!)
    schedule(.call(handle), at: calls[handle]?.deadline)
  }

  /// Removes the call and, unless that was done before, says how it ended.
  mutating func finish(_ handle: CallHandle, _ reason: EndReason) {
    guard let call = calls.removeValue(forKey: handle) else { return }
    if let id = call.dialog?.id, dialogs[id] == handle { dialogs[id] = nil }
    switch call.phase {
    case .cancelling, .closing: break
    case .incoming, .outgoing, .up: tell(.ended(handle, reason))
    }
  }
}

/// SplitMix64: every seed gives another sequence of full period.
struct RandomNumbers: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 16 hexadecimal digits.
  mutating func token() -> String {
    let digits = String(next(), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
