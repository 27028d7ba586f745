import Foundation

/// How many random repositories are tried.
enum Rounds {
  static let variable = "VOICEBOT_ROUNDS"
  /// `everyday`, or what the variable says where it is set.
  static func count(_ everyday: Int) -> Int {
    guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else { return everyday }
    guard let number = Int(text), number > 0 else { fatalError("\(variable) is `\(text)`, not a number of rounds") }
    return number
  }
}
