import CGit2
import Glibc

/// One run of a `ChildProcess`, on a thread that blocks for its sake.
struct ChildRun {
  private let child: ChildProcess
  private let file: String
  private let stop: StopSignal
  private let onLine: (ArraySlice<UInt8>) -> Void
  private let end: ContinuousClock.Instant

  init(_ child: ChildProcess, file: String, stop: StopSignal, onLine: @escaping (ArraySlice<UInt8>) -> Void) {
    self.child = child
    self.file = file
    self.stop = stop
    self.onLine = onLine
    end = .now + child.deadline
  }

  func run() -> ChildProcess.Outcome {
    guard let input = Self.pair(), let output = Self.pair(), let errors = Self.pair() else {
      return ChildProcess.Outcome(end: .exited(-1), output: [], errors: FileSystem.errorText(errno))
    }
    let spawned = spawn(input: input.theirs, output: output.theirs, errors: errors.theirs)
    for descriptor in [input.theirs, output.theirs, errors.theirs] { close(descriptor) }
    defer { for descriptor in [input.ours, output.ours, errors.ours] where descriptor >= 0 { close(descriptor) } }
    guard case .success(let process) = spawned else {
      if case .failure(let error) = spawned {
        return ChildProcess.Outcome(end: .exited(-1), output: [], errors: FileSystem.errorText(error.code))
      }
      return ChildProcess.Outcome(end: .exited(-1), output: [], errors: "")
    }
    var exchange = Exchange(child: child, onLine: onLine)
    let early = exchange.run(
      input: input.ours, output: output.ours, errors: errors.ours, stop: stop.descriptor, end: end)
    // Its own children may have outlived it; a process group that is gone is no error.
    if early == nil { waitUntilEnd(process) }
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    let natural: ChildProcess.End = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    return ChildProcess.Outcome(
      end: early ?? natural, output: exchange.output, errors: String(decoding: exchange.errors, as: UTF8.self))
  }

  /// Waits for a child that has closed its output, until the deadline, and leaves it to be reaped.
  private func waitUntilEnd(_ process: pid_t) {
    while ContinuousClock.now < end {
      var information = siginfo_t()
      let flags = Int32(WEXITED | WNOHANG | WNOWAIT)
      if waitid(P_PID, id_t(process), &information, flags) != 0 || information.si_signo == SIGCHLD { return }
      var waiting = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, 2) > 0 { return }
    }
  }

  private struct Failure: Error {
    var code: Int32
  }

  private func spawn(input: Int32, output: Int32, errors: Int32) -> Result<pid_t, Failure> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process = pid_t()
    let environment = child.environment.map { "\($0)=\($1)" }
    let code = Self.withCStrings([child.executable] + child.arguments) { argv in
      Self.withCStrings(environment) { envp in posix_spawn(&process, file, &actions, &attributes, argv, envp) }
    }
    return code == 0 ? .success(process) : .failure(Failure(code: code))
  }

  private static func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }

  /// Sockets, so that writing to a child that is gone is an error and not a signal.
  static func pair() -> (ours: Int32, theirs: Int32)? {
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    return socketpair(AF_UNIX, kind, 0, &pair) == 0 ? (pair[0], pair[1]) : nil
  }
}

/// What goes in and comes out of a child, until it closes its output.
private struct Exchange {
  let child: ChildProcess
  let onLine: (ArraySlice<UInt8>) -> Void
  var output: [UInt8] = []
  var errors: [UInt8] = []
  private var lineStart = 0

  init(child: ChildProcess, onLine: @escaping (ArraySlice<UInt8>) -> Void) {
    self.child = child
    self.onLine = onLine
  }

  /// Nil at the natural end.
  mutating func run(
    input: Int32, output: Int32, errors: Int32, stop: Int32, end: ContinuousClock.Instant
  ) -> ChildProcess.End? {
    var sent = 0
    var isInputOpen = true
    var isOutputOpen = true
    var areErrorsOpen = true
    while isOutputOpen || areErrorsOpen {
      let wantsToSend = isInputOpen && sent < child.input.count
      if isInputOpen && !wantsToSend && !child.keepsInputOpen {
        shutdown(input, Int32(SHUT_WR))
        isInputOpen = false
      }
      var waiting = [
        pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOutputOpen ? output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: areErrorsOpen ? errors : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wantsToSend ? input : -1, events: Int16(POLLOUT), revents: 0),
      ]
      let left = end - .now
      guard left > .zero else { return .timedOut }
      let ready = poll(&waiting, nfds_t(waiting.count), Int32(min(left / .milliseconds(1) + 1, 60_000)))
      if ready <= 0 { continue }
      if waiting[0].revents != 0 { return .cancelled }
      if waiting[1].revents != 0 {
        isOutputOpen = Self.receive(output, into: &self.output)
        deliver()
        guard self.output.count <= child.outputLimit else { return .tooMuchOutput }
      }
      if waiting[2].revents != 0 {
        areErrorsOpen = Self.receive(errors, into: &self.errors)
        if self.errors.count > 64 << 10 { self.errors.removeFirst(self.errors.count - (64 << 10)) }
      }
      if waiting[3].revents != 0 { isInputOpen = send(input, &sent) }
    }
    return nil
  }

  private mutating func deliver() {
    while let end = output[lineStart...].firstIndex(of: 0x0A) {
      onLine(output[lineStart..<end])
      lineStart = end + 1
    }
  }

  private func send(_ descriptor: Int32, _ sent: inout Int) -> Bool {
    let count = child.input[sent...].withUnsafeBytes {
      Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    }
    if count > 0 { sent += count }
    return count >= 0 || errno == EAGAIN || errno == EINTR
  }

  private static func receive(_ descriptor: Int32, into bytes: inout [UInt8]) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 { bytes += buffer[..<count] }
    return count > 0 || (count < 0 && errno == EINTR)
  }
}
