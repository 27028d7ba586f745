import Glibc

/// Runs one program to its end, collecting what it prints.
enum ChildProcess {
  struct Outcome {
    /// Exit status; nil where a signal ended it.
    var status: Int32?
    /// Standard output and error together, at most 64 KiB from the end.
    var output: String
  }

  /// Runs `arguments[0]`, found on PATH, with the environment of this process plus `variables`. `tick` is called a few
  /// times a second while it runs. Nil where the program is not there.
  static func run(
    _ arguments: [String], variables: [String: String] = [:], tick: () -> Void = {}
  ) throws(ModelError) -> Outcome? {
    var descriptors: [Int32] = [0, 0]
    guard pipe(&descriptors) == 0 else { throw Files.failure("pipe") }
    for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    defer { close(descriptors[0]) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptors[1], 1)
    posix_spawn_file_actions_adddup2(&actions, descriptors[1], 2)

    var environment = inheritedEnvironment.filter { entry in
      !variables.keys.contains { entry.hasPrefix("\($0)=") }
    }
    environment += variables.map { "\($0)=\($1)" }
    var process = pid_t()
    let result = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in posix_spawnp(&process, argv[0]!, &actions, nil, argv, envp) }
    }
    close(descriptors[1])
    if result == ENOENT { return nil }
    guard result == 0 else { throw .input(path: arguments[0], detail: String(cString: strerror(result))) }

    let output = drain(descriptors[0], tick: tick)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let exited = status & 0x7f == 0
    return Outcome(status: exited ? status >> 8 & 0xff : nil, output: output)
  }

  private static func drain(_ descriptor: Int32, tick: () -> Void) -> String {
    var collected: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, 150)
      tick()
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { break }
      collected.append(contentsOf: buffer[..<count])
      if collected.count > 128 << 10 { collected.removeFirst(collected.count - (64 << 10)) }
    }
    return String(decoding: collected.suffix(64 << 10), as: UTF8.self)
  }

  /// Read through the dynamic linker: Swift does not let the C variable be named from concurrent code.
  private static var inheritedEnvironment: [String] {
    guard let symbol = dlsym(nil, "environ") else { return [] }
    var entries: [String] = []
    var next = symbol.assumingMemoryBound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self).pointee
    while let entry = next?.pointee {
      entries.append(String(cString: entry))
      next = next?.advanced(by: 1)
    }
    return entries
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { Glibc.free(copy) } }
    return body(copies + [nil])
  }
}
