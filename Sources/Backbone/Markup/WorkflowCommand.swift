/// A workflow command of GitHub Actions, which the runner reads from the log: an annotation at a place.
///
/// ```
/// ::error file=bots/demo/bot.yaml,line=7,endLine=7,col=3,endColumn=10,title=VB0107::unknown field `langauge`
/// ```
/// Nothing of what is reported may end the line, a property or the properties: `%`, CR and LF are escaped everywhere,
/// `:` and `,` in properties as well; other control characters become U+FFFD.
package struct WorkflowCommand: Sendable {
  package enum Level: String, Sendable { case error, warning, notice }

  package var level: Level
  package var file: String
  package var message: String
  private var numbers: [(String, Int)] = []
  private var title: String?

  package init(_ level: Level, file: String, message: String) {
    self.level = level
    self.file = file
    self.message = message
  }

  /// At the place from its first character up to, not including, its end; lines and columns are counted from 1. Columns
  /// are only given where it is within one line, as the checks API asks, and their last is one that belongs to it.
  package init(
    _ level: Level, file: String, from start: (line: Int, column: Int), to end: (line: Int, column: Int), title: String,
    message: String
  ) {
    self.init(level, file: file, message: message)
    numbers = [("line", start.line), ("endLine", max(start.line, end.line))]
    if end.line <= start.line {
      numbers += [("col", start.column), ("endColumn", max(start.column, end.column - 1))]
    }
    self.title = title
  }

  /// Ended by a line end.
  package var line: String {
    let place = numbers.map { ",\($0.0)=\($0.1)" }.joined()
    let name = title.map { ",title=\(Self.property($0))" } ?? ""
    return "::\(level.rawValue) file=\(Self.property(file))\(place)\(name)::\(Self.data(message))\n"
  }

  static func data(_ text: String) -> String { escaped(text, isProperty: false) }
  static func property(_ text: String) -> String { escaped(text, isProperty: true) }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25".unicodeScalars
      case "\r": result += "%0D".unicodeScalars
      case "\n": result += "%0A".unicodeScalars
      case ":" where isProperty: result += "%3A".unicodeScalars
      case "," where isProperty: result += "%2C".unicodeScalars
      default: result.append(VisibleText.shown(scalar))
      }
    }
    return String(result)
  }
}
