extension SecretReference {
  /// `env:NAME` or `file:/path`.
  init?(text: String) {
    if text.hasPrefix("env:") {
      self = .environment(String(text.dropFirst(4)))
    } else if text.hasPrefix("file:") {
      self = .file(String(text.dropFirst(5)))
    } else {
      return nil
    }
  }
}
