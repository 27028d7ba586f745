// Opens echo sessions in a process of their own load: one media thread carries them, one thread plays the callers.
//
// Usage: MediaBenchmark [calls] [seconds]. Prints processor time per packet and per call, and memory per session. Only
// the media thread is counted: the callers' thread is not.
import Glibc
import Media
import RTP

struct Caller {
  var descriptor: Int32
  var target: sockaddr_in
  var sequence: UInt16 = 0
  var timestamp: UInt32 = 0
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

let arguments = CommandLine.arguments
let calls = arguments.count > 1 ? max(1, Int(arguments[1]) ?? 100) : 100
let seconds = arguments.count > 2 ? max(1, Int(arguments[2]) ?? 10) : 10

let engine = try MediaEngine(MediaConfiguration())
var callers: [Caller] = []
var sessions: [MediaSession] = []
callers.reserveCapacity(calls)
sessions.reserveCapacity(calls)
let ends = (0..<calls).map { _ in openCaller() }
let memoryBefore = residentBytes()
for end in ends {
  let session = try engine.open(SessionConfiguration(mode: .echo))
  session.start(MediaParameters(remote: MediaAddress(ipv4: 0x7F00_0001, port: end.port)))
  sessions.append(session)
  callers.append(Caller(descriptor: end.descriptor, target: loopback(session.localPort)))
}

var packet = [UInt8](repeating: 0x55, count: RTPHeader.minimumSize + 160)
var scratch = [UInt8](repeating: 0, count: 2048)
var received = 0

/// Plays every caller for a number of rounds of 20 ms, one fifth of the callers every 4 ms.
func play(rounds: Int) {
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
      withUnsafePointer(to: &callers[index].target) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = sendto(
            callers[index].descriptor, packet, packet.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      while recv(callers[index].descriptor, &scratch, scratch.count, 0) > 0 { received += 1 }
    }
  }
}

play(rounds: 100)
let memory = residentBytes() - memoryBefore
let before = engine.usage
received = 0
play(rounds: seconds * 50)
let heard = received
let after = engine.usage
let processor = Double(after.processorNanoseconds - before.processorNanoseconds)
let rounds = Double(max(1, after.rounds - before.rounds))
// Each round of a session receives one packet and sends one.
let share = processor / (rounds * 20_000_000)
var lost: Int64 = 0
var late: Int64 = 0
var skipped: Int64 = 0
for session in sessions {
  lost += session.statistics.packetsLost
  late += session.statistics.packetsLate
  skipped = max(skipped, session.statistics.roundsSkipped)
}
func rounded(_ value: Double, _ places: Double) -> Double { (value * places).rounded() / places }
print("calls                    \(calls)")
print("packets returned         \(heard) of \(calls * seconds * 50)")
print("lost, late               \(lost), \(late); rounds left out \(skipped)")
print("processor per packet     \(rounded(processor / rounds / 2000, 100)) µs (one in or one out)")
print("processor per call       \(rounded(share * 100, 10000)) % of a core (Asterisk's Echo: 0.17 %)")
print("memory per session       \(memory / calls / 1024) kB (Asterisk: about 180 kB)")
engine.shutdown()
