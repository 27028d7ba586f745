import Diagnostics
import Loading
import Resources

enum Measurement {
  private static let options = LoadOptions(today: CivilDate("2026-01-15"))

  static func run(_ files: [SourceFile], rounds: Int) throws {
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<rounds {
      times.append(
        clock.measure {
          let result = Loader.load(files, revision: "bench", options: options)
          precondition(result.snapshot != nil, DiagnosticText().print(Array(result.diagnostics.prefix(3))))
        })
    }
    let peak = Disk.peakMemory
    let changes = oneChange(files, rounds: 20)
    print(
      "{\"load_ms\": \(milliseconds(median(times))), \"peak_bytes\": \(peak), "
        + "\"one_change_ms\": \(milliseconds(median(changes.one))), "
        + "\"compare_all_ms\": \(milliseconds(median(changes.all)))}")
  }

  /// One bot is changed, another in each round: once the change is named, once all files are given.
  private static func oneChange(_ files: [SourceFile], rounds: Int) -> (one: [Duration], all: [Duration]) {
    let clock = ContinuousClock()
    let loader = IncrementalLoader(options: options)
    var files = files
    var result = loader.update(to: files, revision: "0")
    var one: [Duration] = []
    var all: [Duration] = []
    for round in 0..<(2 * rounds) {
      let index = files.count - 1 - round * 7 % max(1, files.count - 64)
      files[index].bytes += Array("# round \(round)\n".utf8)
      let took = clock.measure {
        result =
          round < rounds
          ? loader.update(changed: [files[index]], revision: "\(round)")
          : loader.update(to: files, revision: "\(round)")
      }
      precondition(result.snapshot?.revision == "\(round)")
      if round < rounds { one.append(took) } else { all.append(took) }
    }
    return (one, all)
  }

  private static func median(_ times: [Duration]) -> Duration { times.sorted()[times.count / 2] }

  private static func milliseconds(_ duration: Duration) -> Double { (duration / .microseconds(10)).rounded() / 100 }
}
