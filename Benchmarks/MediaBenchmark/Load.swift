import Glibc
import RTP

struct Caller {
  var descriptor: Int32
  var target: sockaddr_in
  var sequence: UInt16 = 0
  var timestamp: UInt32 = 0
}

/// The callers, all on the thread that plays them.
struct Load {
  var callers: [Caller] = []
  /// Packets that came back.
  var received = 0
  private var packet = [UInt8](repeating: 0x55, count: RTPHeader.minimumSize + 160)
  private var scratch = [UInt8](repeating: 0, count: 2048)

  init() {}

  /// Plays every caller for a number of rounds of 20 ms, one fifth of the callers every 4 ms.
  mutating func play(rounds: Int) {
    let start = monotonic()
    for step in 0..<rounds * 5 {
      var due = timespec()
      let deadline = start + Int64(step) * 4_000_000
      due.tv_sec = Int(deadline / 1_000_000_000)
      due.tv_nsec = Int(deadline % 1_000_000_000)
      clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, nil)
      for index in stride(from: step % 5, to: callers.count, by: 5) {
        let header = RTPHeader(
          payloadType: 0, sequence: callers[index].sequence, timestamp: callers[index].timestamp,
          ssrc: UInt32(index + 1))
        packet.withUnsafeMutableBytes { header.write(to: $0) }
        callers[index].sequence &+= 1
        callers[index].timestamp &+= 160
        let descriptor = callers[index].descriptor
        let bytes = packet
        withUnsafePointer(to: callers[index].target) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            _ = sendto(
              descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        while recv(descriptor, &scratch, 2048, 0) > 0 { received += 1 }
      }
    }
  }
}

func monotonic() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

func loopback(_ port: UInt16) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  address.sin_port = port.bigEndian
  return address
}

/// Resident memory of the process in bytes.
func residentBytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var text = [CChar](repeating: 0, count: 128)
  guard fgets(&text, 128, file) != nil else { return 0 }
  let fields = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
    separator: " ")
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
}

func openCaller() -> (descriptor: Int32, port: UInt16) {
  let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
  var address = loopback(0)
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
      _ = bind(descriptor, pointer, length)
      _ = getsockname(descriptor, pointer, &length)
    }
  }
  return (descriptor, UInt16(bigEndian: address.sin_port))
}
