// Opens echo sessions in a process of their own load: one media thread carries them, one thread plays the callers.
//
// Usage: MediaBenchmark [calls] [seconds]. Prints processor time per packet and per call, and memory per session. Only
// the media thread is counted: the callers' thread is not.
import Media
import RTP

let arguments = CommandLine.arguments
let calls = arguments.count > 1 ? max(1, Int(arguments[1]) ?? 100) : 100
let seconds = arguments.count > 2 ? max(1, Int(arguments[2]) ?? 10) : 10

let engine = try MediaEngine(MediaConfiguration())
var load = Load()
var sessions: [MediaSession] = []
sessions.reserveCapacity(calls)
let ends = (0..<calls).map { _ in openCaller() }
let memoryBefore = residentBytes()
for end in ends {
  let session = try engine.open(SessionConfiguration(mode: .echo))
  session.start(MediaParameters(remote: MediaAddress(ipv4: 0x7F00_0001, port: end.port)))
  sessions.append(session)
  load.callers.append(Caller(descriptor: end.descriptor, target: loopback(session.localPort)))
}

load.play(rounds: 100)
let memory = residentBytes() - memoryBefore
let before = engine.usage
load.received = 0
load.play(rounds: seconds * 50)
let heard = load.received
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
