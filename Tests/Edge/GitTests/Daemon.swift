import Foundation
import Testing

/// A server in a process of its own, killed with its owner.
///
/// Not Foundation's `Process`: that one takes a program that closes what it inherits, as sshd does, for one that has
/// ended, and starts it with the signals blocked that the calling thread blocks.
final class Daemon: Sendable {
  /// What it said up to and including the line that was waited for.
  let greeting: String
  private let process: pid_t
  private let output: Pipe

  init(_ arguments: [String], until isReady: (String) -> Bool) throws {
    let output = Pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for target: Int32 in [1, 2] {
      posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, target)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    let copies = arguments.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    var process = pid_t()
    var environment = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { free(environment[0]) }
    try #require(posix_spawn(&process, arguments[0], &actions, &attributes, copies + [nil], &environment) == 0)
    self.process = process
    self.output = output
    try? output.fileHandleForWriting.close()
    var said = ""
    while !isReady(said) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      said += String(decoding: more, as: UTF8.self)
    }
    greeting = said
    // What it says later is not read, and must not fill the pipe.
    output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    try #require(isReady(said), "\(said)")
  }

  deinit {
    output.fileHandleForReading.readabilityHandler = nil
    kill(-process, SIGKILL)
    waitpid(process, nil, 0)
  }
}
