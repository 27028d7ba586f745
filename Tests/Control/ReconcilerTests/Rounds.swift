import Foundation

/// Which random repositories are tried.
enum Rounds {
  static let variable = "VOICEBOT_ROUNDS"

  /// The first `everyday`, or what the variable says where it is set: a number of them, or `500-1000`.
  static func range(_ everyday: Int) -> Range<Int> {
    guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else { return 0..<everyday }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    switch parts.count {
    case 1 where parts[0] > 0: return 0..<parts[0]
    case 2 where parts[0] < parts[1]: return parts[0]..<parts[1]
    default: fatalError("\(variable) is `\(text)`, neither a number of rounds nor a range of them")
    }
  }
}
