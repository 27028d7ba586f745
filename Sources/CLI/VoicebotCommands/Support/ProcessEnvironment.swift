import Glibc

enum ProcessEnvironment {
  static var all: [String: String] {
    var result: [String: String] = [:]
    for name in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "VOICEBOT_MODELS", "USER", "LOGNAME"] {
      if let value = DataDirectory.environment(name) { result[name] = value }
    }
    return result
  }
}
