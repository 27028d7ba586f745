import CGit2
import Dispatch
import Glibc

/// The child process's side of `GitMirror`: one request in, lines of progress and one result out. It limits itself,
/// ends when its parent does, and may be killed at any moment.
package enum GitChild {
  /// Reads the request, carries it out and returns the status to exit with.
  package static func run(input: Int32 = 0, output: Int32 = 1) -> Int32 {
    guard let request = readLine(input).flatMap({ FetchRequest($0) }) else {
      FileDescriptor.write(output, ChildMessage.error(.childFailed("the request is not understood")).line)
      return 64
    }
    limit(request)
    endWithParent(input)
    do throws(GitError) {
      let result = try Fetch(request) { FileDescriptor.write(output, ChildMessage.progress($0).line) }.run()
      FileDescriptor.write(output, ChildMessage.result(result).line)
      return 0
    } catch {
      FileDescriptor.write(output, ChildMessage.error(error).line)
      return 1
    }
  }

  private static func readLine(_ input: Int32) -> [UInt8]? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while line.count < FetchRequest.longest {
      let count = read(input, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1 else { return nil }
      if byte == 0x0A { return line }
      line.append(byte)
    }
    return nil
  }

  private static func limit(_ request: FetchRequest) {
    // A write past the limit is then an error and not the end.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    func set(_ resource: __rlimit_resource, _ value: Int) {
      var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
      setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    }
    set(RLIMIT_CORE, 0)
    set(RLIMIT_NOFILE, 256)
    set(RLIMIT_AS, request.limits.memory)
    // A pack and its index are the largest files; the index is smaller.
    set(RLIMIT_FSIZE, request.limits.bytes + (64 << 20))
    set(RLIMIT_CPU, request.seconds + 5)
  }

  /// The parent keeps its end of the input open for as long as it lives.
  private static func endWithParent(_ input: Int32) {
    DispatchQueue.global().async {
      var byte: UInt8 = 0
      while true {
        let count = read(input, &byte, 1)
        if count == 0 || (count < 0 && errno != EINTR) { _exit(130) }
      }
    }
  }
}

enum FileDescriptor {
  /// Writes all of it, or what can be written.
  static func write(_ descriptor: Int32, _ bytes: [UInt8]) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }
}
