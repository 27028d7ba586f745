import Git
import Glibc
import Loading
import Resources

/// Where the runtime keeps events, recordings and the scenarios' databases.
enum DataDirectory {
  /// `override`, else what the project at `root` declares, else `$XDG_STATE_HOME/voicebot`, else
  /// `~/.local/state/voicebot`. Every command finds the same databases that way.
  static func resolve(_ override: String?, project: Project?, root: String) -> String {
    if let override { return override }
    if let declared = project?.runtime.dataDirectory {
      return declared.hasPrefix("/") ? declared : "\(root)/\(declared)"
    }
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/voicebot" }
    return (environment("HOME") ?? "/var/lib") + "/.local/state/voicebot"
  }

  /// The project a repository's committed state declares; nil where there is none that can be read.
  static func project(in repository: String, branch: String?) -> Project? {
    guard let git = try? GitRepository(path: repository), let tip = try? git.tip(branch: branch),
      let tree = try? git.contents(at: tip, TreeSelection(isPart: { $0 == "voicebot.yaml" }))
    else { return nil }
    return Loader.load(tree.sources, revision: tip).snapshot?.project
  }

  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
