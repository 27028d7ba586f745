import ArgumentParser
import JSON

/// What is known of a command: the argument parser's own account of it, so that no help is written twice.
struct CommandManual {
  struct Argument {
    /// `--env`, `-o`; none for what goes by its place.
    var names: [String]
    var valueName: String
    var abstract: String
    var defaultValue: String?
    var values: [String]
    var isFlag: Bool
    var isOptional: Bool
    var isRepeating: Bool
  }

  /// From `voicebot` on.
  var path: [String]
  var abstract: String
  var discussion: String
  var arguments: [Argument]
  var subcommands: [CommandManual]

  /// The whole tool.
  static func tool() throws -> CommandManual {
    do {
      let dump = try JSONParser.parse(Array(Voicebot._dumpHelp().utf8))
      return CommandManual(dump["command"] ?? .null, below: [])
    } catch { throw CommandFailure(.internalError, "the parser's account of the commands is not JSON: \(error)") }
  }

  private init(_ value: JSONValue, below parents: [String]) {
    path = parents + [value["commandName"]?.stringValue ?? ""]
    abstract = value["abstract"]?.stringValue ?? ""
    discussion = value["discussion"]?.stringValue ?? ""
    let isRoot = parents.isEmpty
    arguments =
      (value["arguments"]?.arrayValue ?? []).filter { $0["shouldDisplay"] != .bool(false) }
      .map(Argument.init).filter { isRoot || !$0.isCommon }.joiningInversions
    let path = path
    subcommands = (value["subcommands"]?.arrayValue ?? [])
      .filter { $0["shouldDisplay"] != .bool(false) && $0["commandName"] != "help" }
      .map { CommandManual($0, below: path) }
  }

  /// It and all below it.
  var all: [CommandManual] { [self] + subcommands.flatMap(\.all) }

  /// `voicebot-context-set`.
  var pageName: String { path.joined(separator: "-") }

  var synopsis: String {
    let words = arguments.filter { !$0.isCommon }.map(\.usage)
    return (path + (subcommands.isEmpty ? words : words + ["COMMAND"])).joined(separator: " ")
  }

  /// The discussion in paragraphs; lines that are set in are examples.
  var paragraphs: [(lines: [String], isExample: Bool)] {
    var result: [(lines: [String], isExample: Bool)] = []
    var isOpen = false
    for line in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
      guard !line.allSatisfy(\.isWhitespace) else {
        isOpen = false
        continue
      }
      let isExample = line.hasPrefix("  ")
      if !isOpen || result[result.count - 1].isExample != isExample { result.append(([], isExample)) }
      result[result.count - 1].lines.append(isExample ? String(line.dropFirst(2)) : String(line))
      isOpen = true
    }
    return result
  }
}

extension CommandManual.Argument {
  init(_ value: JSONValue) {
    names = (value["names"]?.arrayValue ?? []).map { name in
      (name["kind"] == "long" ? "--" : "-") + (name["name"]?.stringValue ?? "")
    }
    valueName = value["valueName"]?.stringValue ?? ""
    abstract = value["abstract"]?.stringValue ?? ""
    defaultValue = value["defaultValue"]?.stringValue
    values = (value["allValues"]?.arrayValue ?? []).map(\.text)
    isFlag = value["kind"] == "flag"
    isOptional = value["isOptional"] == .bool(true)
    isRepeating = value["isRepeating"] == .bool(true)
  }

  /// What every command takes.
  var isCommon: Bool { names.contains("--help") || names == ["--version"] }

  /// `-o, --output FORMAT`, or the name of what goes by its place.
  var heading: String {
    guard !names.isEmpty else { return valueName.uppercased() }
    return names.joined(separator: ", ") + (isFlag ? "" : " " + valueName)
  }

  var usage: String {
    let longest = names.max { $0.count < $1.count }
    if isFlag, names.count == 2, let first = names.first, names.last == "--no-" + first.dropFirst(2) {
      return "[\(names.joined(separator: "|"))]"
    }
    let word = longest.map { isFlag ? $0 : "\($0) \(valueName)" } ?? valueName.uppercased()
    return (isOptional ? "[\(word)]" : word) + (isRepeating ? "..." : "")
  }

  /// The sentence with what can be given and what holds without it.
  var explanation: String {
    var text = abstract
    let unsaid = values.filter { !abstract.contains($0) }
    if !values.isEmpty, !unsaid.isEmpty { text += " One of \(values.joined(separator: ", "))." }
    if let defaultValue, !isFlag {
      text += defaultValue == "." ? " Default: this directory." : " Default: \(defaultValue)."
    }
    if isFlag, let defaultValue, names.contains(defaultValue) { text += " Default: \(defaultValue)." }
    return text
  }
}

extension [CommandManual.Argument] {
  /// `--wait` and `--no-wait`, which the parser counts as two flags with the same words, as one.
  fileprivate var joiningInversions: Self {
    var result: Self = []
    for argument in self {
      if argument.isFlag, let last = result.last, last.isFlag, last.names.count == 1, let name = last.names.first,
        argument.names == ["--no-" + name.dropFirst(2)]
      {
        result[result.count - 1].names += argument.names
        result[result.count - 1].defaultValue = last.defaultValue ?? argument.defaultValue
      } else {
        result.append(argument)
      }
    }
    return result
  }
}
