import Resources
import YAMLTree

/// The steps of a scenario as a graph, with what the deterministic brain does at each.
///
/// Invariants: edges lead to steps that exist; work and size are linear in the scenario.
struct StepGraph {
  /// Whether the caller is waited for in a step.
  enum Wait: Equatable {
    case never
    /// Only for slots that are not known yet.
    case untilKnown
    case always
  }

  struct Edge: Equatable {
    enum Kind: Equatable {
      /// An intent was heard while the step listens or collects.
      case heard
      /// The step is done; it called no tool.
      case done
      /// Its tool gave a result. What the caller said is forgotten after a tool that writes.
      case result(writes: Bool)
      case failure
    }
    var target: Int
    var kind: Kind
  }

  struct Step {
    var entry: YAMLEntry
    var wait = Wait.never
    /// A transfer or a hang-up that is carried out.
    var ends = false
    var calls = false
    var edges: [Edge] = []
    var collects: [String] = []
    /// Those of them that it asks for until they are known; the others it only picks up where they are heard.
    var asks: [String] = []
    /// Listens before anything else, so that what follows is never reached.
    var onlyListens = false
  }

  private(set) var steps: [Step] = []
  private(set) var indices: [String: Int] = [:]
  /// Where a conversation begins, and whose intents are heard wherever the caller is waited for.
  let start: Int?

  /// - Parameters:
  ///   - asked: slots that have a question and no default.
  ///   - effects: of each tool.
  init(_ entries: [YAMLEntry], asked: Set<String>, effects: [String: Scenario.Effect]) {
    for (index, entry) in entries.enumerated() { indices[entry.name] = indices[entry.name] ?? index }
    start = indices["start"]
    for entry in entries { steps.append(step(entry, asked, effects)) }
  }

  private func step(_ entry: YAMLEntry, _ asked: Set<String>, _ effects: [String: Scenario.Effect]) -> Step {
    var step = Step(entry: entry)
    let node = entry.value
    let heard = node["on"]?.entries ?? []
    step.collects = (node["collect"]?.elements ?? []).compactMap { $0.scalar?.text }
    step.onlyListens = !heard.isEmpty && step.collects.isEmpty
    step.asks = step.collects.filter { asked.contains($0) }
    step.wait = step.onlyListens || node["confirm"] != nil ? .always : step.asks.isEmpty ? .never : .untilKnown
    if step.wait != .never { step.edges = heard.compactMap { edge($0.value, .heard) } }
    guard !step.onlyListens else { return step }
    if let tool = node["call"]?.scalar?.text {
      step.calls = true
      step.edges += [edge(node["onError"], .failure)].compactMap { $0 }
      let writes = effects[tool] != .read
      if let next = edge(node["then"], .result(writes: writes)) ?? edge(node["next"], .result(writes: writes)) {
        step.edges.append(next)
      } else {
        step.ends = node["transfer"] != nil || node["do"] != nil
      }
    } else if let next = edge(node["then"], .done) {
      step.edges.append(next)
    } else if node["transfer"] != nil || node["do"] != nil {
      step.ends = true
    } else if let next = edge(node["next"], .done) {
      step.edges.append(next)
    }
    return step
  }

  private func edge(_ node: YAMLNode?, _ kind: Edge.Kind) -> Edge? {
    node?.scalar.flatMap { indices[$0.text] }.map { Edge(target: $0, kind: kind) }
  }

  /// Whether the caller is waited for at the step or where nothing follows it.
  func waits(_ index: Int) -> Bool {
    let step = steps[index]
    return step.wait != .never || !step.ends && !step.edges.contains { $0.kind != .heard && $0.kind != .failure }
  }

  /// The steps that intents of the first step lead to.
  var everywhere: [Int] {
    start.map { steps[$0].edges.filter { $0.kind == .heard }.map(\.target) } ?? []
  }

  /// For each step whether a path along `edges` leads to it from one of the sources, themselves included.
  func reached(from sources: [Int], _ edges: (Int) -> [Int]) -> [Bool] {
    var reached = [Bool](repeating: false, count: steps.count)
    var waiting = sources
    for source in sources { reached[source] = true }
    while let index = waiting.popLast() {
      for target in edges(index) where !reached[target] {
        reached[target] = true
        waiting.append(target)
      }
    }
    return reached
  }

  /// Groups of steps that lead to one another along `edges`, alone only where a step leads to itself; each group and
  /// the groups among them in the order of the file.
  func cycles(_ edges: (Int) -> [Int]) -> [[Int]] {
    Self.groups(count: steps.count, edges).filter { $0.count > 1 || edges($0[0]).contains($0[0]) }
      .map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// The strongly connected groups of a graph's nodes; each comes before those that lead to it. Tarjan's algorithm
  /// without recursion.
  static func groups(count nodes: Int, _ edges: (Int) -> [Int]) -> [[Int]] {
    var order = [Int](repeating: -1, count: nodes)
    var low = order
    var isOpen = [Bool](repeating: false, count: nodes)
    var open: [Int] = []
    var count = 0
    var found: [[Int]] = []
    for root in 0..<nodes where order[root] < 0 {
      var path: [(node: Int, targets: [Int], next: Int)] = []
      func enter(_ node: Int) {
        order[node] = count
        low[node] = count
        count += 1
        open.append(node)
        isOpen[node] = true
        path.append((node, edges(node), 0))
      }
      enter(root)
      while let top = path.last {
        if top.next < top.targets.count {
          path[path.count - 1].next += 1
          let target = top.targets[top.next]
          if order[target] < 0 {
            enter(target)
          } else if isOpen[target] {
            low[top.node] = min(low[top.node], order[target])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[top.node]) }
        guard low[top.node] == order[top.node] else { continue }
        var group: [Int] = []
        while let node = open.popLast() {
          isOpen[node] = false
          group.append(node)
          if node == top.node { break }
        }
        found.append(group)
      }
    }
    return found
  }
}
