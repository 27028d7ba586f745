import Glibc

/// Where the runtime keeps events, recordings and the scenarios' databases.
enum DataDirectory {
  /// `override`, else `$XDG_STATE_HOME/voicebot`, else `~/.local/state/voicebot`.
  static func resolve(_ override: String?) -> String {
    if let override { return override }
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/voicebot" }
    return (environment("HOME") ?? "/var/lib") + "/.local/state/voicebot"
  }

  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
