// Appends events to the log named by its argument until it is killed, and prints the last offset that is on disk.
import EventLog
import Events
import Glibc

guard CommandLine.arguments.count == 2 else { exit(64) }
let log = try EventLog(path: CommandLine.arguments[1])
alarm(60)
var sequence = 0
while true {
  for _ in 0..<50 {
    log.append(
      Event(
        time: 0, call: "c", tenant: "t", bot: "b", sequence: sequence,
        body: .transcriptFinal(text: "number \(sequence)", utterance: sequence)))
    sequence += 1
  }
  await log.flush()
  var line = Array("\(log.lastOffset)\n".utf8)
  _ = write(1, &line, line.count)
}
