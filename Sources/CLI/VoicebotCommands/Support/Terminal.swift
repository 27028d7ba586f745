import Glibc

/// stdout is data, stderr is status. Colour only on a terminal, and never with `NO_COLOR`.
enum Terminal {
  static let statusIsTerminal = isatty(STDERR_FILENO) == 1
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  static let inputIsTerminal = isatty(STDIN_FILENO) == 1
  static var statusIsColoured: Bool { statusIsTerminal && colourAllowed }
  static var outputIsColoured: Bool { outputIsTerminal && colourAllowed }
  private static let colourAllowed = getenv("NO_COLOR") == nil

  static let outputHasColour = outputIsTerminal && colourAllowed

  enum Style: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case bold = "1"
    case dim = "2"
  }

  static func output(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }
  static func status(_ line: String) { write(line + "\n", to: STDERR_FILENO) }
  static func outputPart(_ text: String) { write(text, to: STDOUT_FILENO) }
  /// Without a line end: a prompt or a progress bar.
  static func statusPart(_ text: String) { write(text, to: STDERR_FILENO) }

  static func styled(_ text: String, _ style: Style, on terminal: Bool = outputIsTerminal) -> String {
    terminal && colourAllowed ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  static func error(_ text: String) -> String { styled(text, .red, on: statusIsTerminal) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        return
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
