import Loading

// Generates repositories of many bots, and measures what checking one costs inside the process.
//
//   ConfigBenchmark generate BOTS DIR    writes the repository
//   ConfigBenchmark check BOTS [ROUNDS]  loads it from memory; prints milliseconds and resident memory as JSON

let arguments = CommandLine.arguments
guard arguments.count >= 3, let bots = Int(arguments[2]), bots > 0 else {
  Disk.fail("usage: ConfigBenchmark generate BOTS DIR | check BOTS [ROUNDS]", status: 64)
}
let files = GeneratedRepository.files(bots: bots)
switch arguments[1] {
case "generate" where arguments.count == 4:
  guard Disk.write(files, under: arguments[3]) else {
    Disk.fail("cannot write under \(arguments[3])", status: 1)
  }
  print("\(files.count) files, \(files.reduce(0) { $0 + $1.bytes.count }) bytes")
case "check":
  let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3
  try Measurement.run(files, rounds: max(1, rounds))
default:
  Disk.fail("unknown command \(arguments[1])", status: 64)
}
