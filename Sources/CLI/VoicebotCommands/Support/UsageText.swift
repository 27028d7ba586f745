import ArgumentParser
import Diagnostics

/// What is wrong with a command line, in the form of every other message, with what was probably meant.
enum UsageText {
  /// Nil where the error is none of the command line's.
  static func text(_ error: any Error, _ arguments: [String]) -> String? {
    guard Voicebot.exitCode(for: error).rawValue == ExitStatus.usage.rawValue else { return nil }
    var lines = Voicebot.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard let first = lines.first, first.hasPrefix("Error: ") else { return nil }
    let message = first.dropFirst("Error: ".count)
    if let unknown = unknownCommand(arguments), message.hasPrefix("Unexpected argument") {
      let name = unknown.path.joined(separator: " ")
      return """
        \(Terminal.error("error")): there is no command `\(name) \(unknown.word)`
          fix: \(unknown.guess.map { "did you mean `\(name) \($0)`?" } ?? "`\(name) --help` lists the commands")

        """
    }
    lines[0] = "\(Terminal.error("error")): \(message.prefix(1).lowercased() + message.dropFirst())"
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first word that should be a command and is none.
  private static func unknownCommand(_ arguments: [String]) -> (path: [String], word: String, guess: String?)? {
    guard var command = try? CommandManual.tool() else { return nil }
    for word in arguments {
      guard !command.subcommands.isEmpty, !word.hasPrefix("-") else { return nil }
      guard let next = command.subcommands.first(where: { $0.path.last == word }) else {
        return (command.path, word, Closest.match(word, among: command.subcommands.compactMap(\.path.last)))
      }
      command = next
    }
    return nil
  }
}
