import ArgumentParser

struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print a shell's completions: commands, options, and the repository's names.",
    discussion: """
        bash   voicebot completion bash > ~/.local/share/bash-completion/completions/voicebot
        zsh    voicebot completion zsh > "${fpath[1]}/_voicebot"
        fish   voicebot completion fish > ~/.config/fish/completions/voicebot.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "Whose.")
  var shell: Shell

  func run() {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Terminal.output(Voicebot.completionScript(for: kind))
  }
}
