import Files
import Glibc
import JSON
import YAMLTree

/// The user's servers, in `$XDG_CONFIG_HOME/voicebot/contexts.yaml`, else `~/.config/voicebot/contexts.yaml`.
///
/// Tokens are kept beside it, one file each, readable by the user alone; the file itself holds references.
struct Contexts {
  struct Context: Equatable {
    var server: String
    /// `env:NAME` or `file:/path`.
    var token: String?
    /// PEM file of the authorities to trust in place of the system's.
    var authorities: String?
    /// Changes need `--yes`.
    var isProtected = false
  }

  var current: String?
  var all: [String: Context] = [:]

  static var directory: String {
    if let root = DataDirectory.environment("XDG_CONFIG_HOME"), root.hasPrefix("/") { return root + "/voicebot" }
    return (DataDirectory.environment("HOME") ?? "/root") + "/.config/voicebot"
  }
  static var file: String { directory + "/contexts.yaml" }

  /// Empty where there is no file.
  static func load() throws -> Contexts {
    guard access(file, F_OK) == 0 else { return Contexts() }
    guard let bytes = FileText.bytes(file, limit: 1 << 20) else {
      throw CommandFailure(.failed, "cannot read \(file): \(String(cString: strerror(errno)))")
    }
    do {
      return try Contexts(YAMLTree.parse(bytes).documents.first)
    } catch let problem as YAMLProblem {
      let place = "\(file):\(problem.range.start.line):\(problem.range.start.column)"
      throw CommandFailure(.invalidConfiguration, "\(place): \(problem.reason)", fix: "mend or delete the file")
    }
  }

  init() {}

  private init(_ node: YAMLNode?) throws {
    current = node?["current"]?.scalar?.text
    for entry in node?["contexts"]?.entries ?? [] {
      guard let server = entry.value["server"]?.scalar?.text else {
        throw CommandFailure(
          .invalidConfiguration, "\(Self.file):\(entry.nameRange.start.line): context `\(entry.name)` has no `server`")
      }
      all[entry.name] = Context(
        server: server, token: entry.value["token"]?.scalar?.text, authorities: entry.value["ca"]?.scalar?.text,
        isProtected: entry.value["protected"]?.scalar?.resolved == .boolean(true))
    }
  }

  func save() throws {
    var list = JSONObject()
    for (name, context) in all.sorted(by: { $0.key < $1.key }) {
      var object = JSONObject(distinct: [("server", .string(context.server))])
      object["token"] = context.token.map { .string($0) }
      object["ca"] = context.authorities.map { .string($0) }
      if context.isProtected { object["protected"] = true }
      list[name] = .object(object)
    }
    var root = JSONObject()
    root["current"] = current.map { .string($0) }
    root["contexts"] = .object(list)
    try Self.write(YAMLWriter.text(.object(root)), to: Self.file)
  }

  /// Into a file, with its folder, that only the user can read.
  static func write(_ text: String, to path: String) throws {
    if let slash = path.lastIndex(of: "/") { try OutputFile.makeFolder(String(path[..<slash]), mode: 0o700) }
    try OutputFile.write(text, to: path, access: .ownerOnly)
  }
}
