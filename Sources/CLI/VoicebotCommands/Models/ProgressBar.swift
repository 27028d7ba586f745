import Glibc
import Models

/// Progress of a long download: a bar on a terminal, a line a package elsewhere.
final class ProgressBar {
  private var lastLine = ""
  private var isOpen = false

  func show(_ progress: InstallProgress) {
    if Terminal.statusIsTerminal {
      let share = progress.overallTotal > 0 ? Double(progress.overallBytes) / Double(progress.overallTotal) : 0
      let filled = Int(share * 30)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      let line =
        "\(bar) \(Int(share * 100)) %  \(megabytes(progress.overallBytes))/\(megabytes(progress.overallTotal)) MB  \(progress.step.rawValue) \(progress.name)"
      guard line != lastLine else { return }
      lastLine = line
      isOpen = true
      Terminal.statusPart("\r\u{1B}[K" + line)
    } else {
      let line = "\(progress.step.rawValue) \(progress.name) (\(megabytes(progress.total)) MB)"
      guard line != lastLine else { return }
      lastLine = line
      Terminal.status(line)
    }
  }

  func finish() {
    if isOpen { Terminal.status("") }
    isOpen = false
  }

  private func megabytes(_ bytes: Int) -> String { "\((bytes + 500_000) / 1_000_000)" }
}
