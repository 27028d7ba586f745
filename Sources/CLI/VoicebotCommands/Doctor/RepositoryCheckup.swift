import Diagnostics
import Loading
import Resources

/// What is asked of the repository itself.
struct RepositoryCheckup {
  let repository: Repository
  let now: Int64

  func findings() -> [Finding] { [configuration] + history + secrets + environments }

  private var configuration: Finding {
    let list = DiagnosticList(repository.result.diagnostics)
    guard let snapshot = repository.result.snapshot else {
      return Finding("repository", .fail, "\(repository.root): \(list.summary)", fix: "voicebot validate --fix")
    }
    let text =
      "\(repository.root): \(Counted.text(snapshot.bots.count, "bot")), \(Counted.text(snapshot.scenarios.count, "scenario"))"
    guard list.warnings > 0 else { return Finding("repository", .ok, text) }
    return Finding("repository", .warn, "\(text), \(Counted.text(list.warnings, "warning"))", fix: "voicebot validate")
  }

  /// The last commit, what is not in it, and the clock, which a commit is a witness of.
  private var history: [Finding] {
    do throws(CommandFailure) {
      let tree = try CommittedTree(repository.root, "HEAD")
      let title = "\(tree.id.prefix(8)) \(tree.title)"
      let head =
        Set(tree.files) == Set(repository.files)
        ? Finding("git", .ok, "HEAD is \(title)")
        : Finding("git", .warn, "HEAD is \(title); the working tree differs from it", fix: "git commit -a")
      return [head, clock(tree.time)]
    } catch {
      return [Finding("git", .fail, error.message, fix: error.fix)]
    }
  }

  private func clock(_ committed: Int64) -> Finding {
    let ahead = committed - now / 1000
    guard ahead > 300 else { return Finding("clock", .ok, "\(UTCText.text(milliseconds: now)) UTC") }
    return Finding(
      "clock", .fail, "it is \(UTCText.text(milliseconds: now)) UTC here, \(ahead) s before the last commit was made",
      fix: "set the clock, such as by `timedatectl set-ntp true`")
  }

  private var secrets: [Finding] {
    let uses = SecretUse.all(in: repository.result.resources)
    let missing = uses.filter { !$0.resolves }.map(\.text)
    guard missing.isEmpty else {
      return [
        Finding(
          "secrets", .warn, "\(missing.count) of \(uses.count) do not resolve here: \(missing.joined(separator: ", "))",
          fix: "voicebot secret list")
      ]
    }
    return [Finding("secrets", .ok, uses.isEmpty ? "none are referred to" : "\(uses.count), all resolve")]
  }

  private var environments: [Finding] {
    let names = LiveNames.names(.environments, arguments: ["-C", repository.root])
    return names.map { name in
      let options = LoadOptions(today: Today.date, environment: name)
      let result = Loader.load(repository.files, revision: "working-tree", options: options)
      let list = DiagnosticList(result.diagnostics)
      return result.snapshot != nil
        ? Finding("environment", .ok, "\(name) builds")
        : Finding("environment", .fail, "\(name): \(list.summary)", fix: "voicebot validate --env \(name)")
    }
  }
}
