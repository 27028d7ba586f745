/// Numbers of things in sentences.
enum Counted {
  /// `1 bot`, `2 bots`.
  static func text(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
  }
}
