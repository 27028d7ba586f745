/// A repository that dice made: valid, of every kind of resource, and laid out as nobody would.
///
/// `files` gives the same meaning another layout for each seed: other files, other order, other YAML. What it means is
/// in `resources`, which `mutate` changes.
package struct RandomRepository: Sendable {
  /// One document, and the folder that it belongs in.
  package struct Document: Sendable, Hashable {
    package enum Home: Sendable, Hashable {
      case project
      case tenant(String)
      case scenario(String)
      case tests(String)
      case environment(String)
    }
    package var home: Home
    package var kind: String
    package var name: String
    package var spec: Field
    package var labels: [String: String] = [:]
    /// Whether no other names it.
    package var isFree = false
    /// Whether it must be alone in the file of this name.
    package var file: String?
  }

  package var resources: [Document]
  var dice: Dice
  /// For phone numbers and names, each used once.
  var counter = 100

  package init(seed: Int) {
    dice = Dice(seed)
    resources = []
    make()
  }

  /// Paths with texts.
  package func files(layout seed: Int) -> [String: String] {
    var dice = Dice(seed &+ 0x5EED)
    var groups: [String: [Document]] = [:]
    for document in resources { groups[path(of: document, &dice), default: []].append(document) }
    var layout = Layout(dice)
    var files: [String: String] = [:]
    for (path, documents) in groups.sorted(by: { $0.key < $1.key }) {
      let ordered = documents.shuffled(using: &layout.dice)
      files[path] = layout.file(ordered.map { $0.document(isEnvironment: path.hasPrefix("environments/")) })
    }
    return files
  }

  private func path(of document: Document, _ dice: inout Dice) -> String {
    switch document.home {
    case .project: return "voicebot.yaml"
    case .environment(let name): return "environments/\(name).yaml"
    case .scenario(let name): return "scenarios/\(name)/\(document.file ?? "more").yaml"
    case .tests(let scenario): return "scenarios/\(scenario)/tests/\(dice.pick(["a", "b"])).yaml"
    case .tenant(let tenant):
      if let file = document.file { return "bots/\(tenant)/\(file).yaml" }
      return
        "bots/\(tenant)/\(dice.pick(["all", "more", "sub/\(document.name)", document.name + "-\(document.kind)"])).yaml"
    }
  }
}

extension RandomRepository.Document {
  func document(isEnvironment: Bool) -> Field {
    var metadata: Field = ["name": .text(name)]
    if isEnvironment, case .text(let tenant)? = spec["tenant"] { metadata["tenant"] = .text(tenant) }
    if !labels.isEmpty {
      metadata["labels"] = .map(labels.sorted { $0.key < $1.key }.map { .init($0.key, .text($0.value)) })
    }
    var spec = spec
    if isEnvironment { spec["tenant"] = nil }
    var document: Field = ["apiVersion": .plain("voicebot/v1"), "kind": .text(kind), "metadata": metadata]
    if spec != .map([]) { document["spec"] = spec }
    return document
  }
}
