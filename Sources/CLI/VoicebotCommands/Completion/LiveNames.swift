import ArgumentParser
import Glibc

/// Names that a shell completes, from file names and a scan of the first lines of files: nothing is parsed.
enum LiveNames {
  enum Source: Sendable {
    case bots, scenarios, tenants, environments, contexts, tests, references, subjects, resources
  }

  /// How much of a file is looked at; its name is near its start.
  private static let scanned = 4096
  private static let largestFolder = 20_000

  static func completion(_ source: Source) -> CompletionKind {
    .custom { arguments, _, _ in names(source, arguments: arguments) }
  }

  /// `arguments` are those of the command line that is being completed.
  static func names(_ source: Source, arguments: [String]) -> [String] {
    let root = Repository.root(above: directory(in: arguments))
    switch source {
    case .bots: return declared("Bot", in: root).map(\.name).distinct.sorted()
    case .tenants: return folders("\(root)/bots")
    case .scenarios: return folders("\(root)/scenarios")
    case .environments:
      return entries("\(root)/environments").filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
        .map { String($0.prefix { $0 != "." }) }
    case .contexts: return ((try? Contexts.load())?.all.keys.sorted() ?? [])
    case .tests: return (folders("\(root)/scenarios") + testNames(root)).distinct
    case .references: return GitNames.all(in: root)
    case .subjects: return SubjectNames.all(completing: arguments.last ?? "")
    case .resources:
      let kind = arguments.compactMap { word in GetCommand.kinds.first { $0.lowercased() == word.lowercased() } }.last
      guard let kind else { return [] }
      if kind == "Scenario" { return folders("\(root)/scenarios") }
      if kind == "Tenant" { return folders("\(root)/bots") }
      return declared(kind, in: root).map { "\($0.tenant)/\($0.name)" }.distinct
    }
  }

  /// Where `-C` says.
  private static func directory(in arguments: [String]) -> String {
    guard let flag = arguments.lastIndex(of: "-C"), arguments.indices.contains(flag + 1) else { return "." }
    return arguments[flag + 1]
  }

  // MARK: Files

  /// Resources of the kind below `bots/`.
  private static func declared(_ kind: String, in root: String) -> [(tenant: String, name: String)] {
    folders("\(root)/bots").flatMap { tenant in
      entries("\(root)/bots/\(tenant)").filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.flatMap { file in
        documents("\(root)/bots/\(tenant)/\(file)").filter { $0.kind == kind }.map { (tenant, $0.name) }
      }
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  private static func testNames(_ root: String) -> [String] {
    folders("\(root)/scenarios").flatMap { scenario in
      let folder = "\(root)/scenarios/\(scenario)/tests"
      return entries(folder).flatMap { documents("\(folder)/\($0)", limit: 256 << 10) }
        .filter { $0.kind == "Test" }.map(\.name)
    }
  }

  /// The kind and the name of each document, by its lines `kind:` and `name:`.
  private static func documents(_ path: String, limit: Int = scanned) -> [(kind: String, name: String)] {
    guard let bytes = opening(path, limit) else { return [] }
    return NameScan.documents(in: bytes[...])
  }

  private static func opening(_ path: String, _ limit: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(read(file, buffer.baseAddress, limit), 0)
    }
    return bytes.isEmpty ? nil : bytes
  }

  static func entries(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < largestFolder, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func folders(_ path: String) -> [String] {
    entries(path).filter { name in
      var status = stat()
      return stat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
  }
}

extension [String] {
  /// Each once, in order.
  fileprivate var distinct: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
