import JSON
import Simulation

/// Shows results as they come: lines of the chosen format on stdout, progress on a terminal.
struct TestPrinter {
  private let output: TestOutput
  private let text = RunText(colour: Terminal.outputIsColoured)
  private let total: Int
  private let showsProgress: Bool
  private let progress = Progress()

  private final class Progress {
    var done = 0
    var failed = 0
  }

  init(command: TestCommand, total: Int) {
    output = command.output
    self.total = total
    showsProgress = Terminal.statusIsTerminal && !(command.output == .text && Terminal.outputIsTerminal)
  }

  func show(_ result: TestResult) {
    progress.done += 1
    if result.status == .failed { progress.failed += 1 }
    switch output {
    case .text: Terminal.outputPart(text.print(result))
    case .ndjson: Terminal.output(JSONWriter.string(result.json))
    case .json: break
    }
    if showsProgress {
      let failed = progress.failed > 0 ? ", \(progress.failed) failed" : ""
      Terminal.statusPart("\r\u{1B}[K\(progress.done)/\(total)\(failed)")
    }
  }

  func finish() { if showsProgress { Terminal.statusPart("\r\u{1B}[K") } }
}
