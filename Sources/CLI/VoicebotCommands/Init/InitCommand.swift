import ArgumentParser
import Git
import Glibc
import Templates

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a repository that works at once: no key, no account, no network.",
    discussion: """
      Writes a bot with its scenario and conversation tests, schemas for editors, a README and, where asked for, the
      files of a continuous integration. In a directory that is in no Git repository it makes one, with a first commit.
      A directory that is not empty is refused.

        voicebot init pizzeria
        voicebot init front-desk --template hotel --ci github
      """)

  @Argument(help: "The directory; made where there is none.", completion: .directory)
  var directory = "."

  @Option(help: "The bot to begin with: a pizzeria, a hotel, a support desk, or one that only greets.")
  var template = InitTemplate.pizza

  @Option(help: "Also write the files of a continuous integration that check, plan and apply.")
  var ci = InitCI.none

  @Flag(inversion: .prefixedNo, help: "Make a Git repository with a first commit, where the directory is in none.")
  var git = true

  func run() throws {
    try FreshDirectory.check(directory)
    try OutputFile.makeFolder(directory)
    let root = Repository.absolute(directory)
    let project = root.split(separator: "/").last.map(String.init) ?? ""
    let files = InitFiles.make(template, ci, project: project)
    for file in files { try FreshDirectory.write(file.text, to: file.path, in: directory) }
    Terminal.status("wrote \(files.count) files in \(directory)")
    if git { try commit(files.map(\.path), in: root) }
    Terminal.status(Self.next(directory, InitFiles.bot(of: template).name))
  }

  private func commit(_ files: [String], in root: String) throws {
    if let enclosing = FreshRepository.enclosing(root) {
      return Terminal.status("part of the Git repository \(enclosing); what was written is not committed yet")
    }
    do {
      let id = try FreshRepository.make(
        at: root, committing: files, message: "Begin with the \(template.rawValue) template\n",
        author: .ofUser(environment: ProcessEnvironment.author))
      Terminal.status("made a Git repository, branch main, first commit \(id.prefix(8))")
    } catch {
      throw CommandFailure(
        .failed, "the files are written, but there is no Git repository: \(error)",
        fix: "git init && git add . && git commit")
    }
  }

  private static func next(_ directory: String, _ bot: String) -> String {
    let enter = directory == "." ? "" : "  cd \(directory)\n"
    return "next:\n\(enter)  voicebot call \(bot) --text\n  voicebot test\n  voicebot serve --repo ."
  }
}

extension Repository {
  /// The path with links resolved; as it is where it cannot be.
  static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension ProcessEnvironment {
  /// What tells who makes a commit.
  static var author: [String: String] {
    var result: [String: String] = [:]
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "HOME", "XDG_CONFIG_HOME", "USER", "LOGNAME"] {
      if let value = DataDirectory.environment(name) { result[name] = value }
    }
    return result
  }
}
