/// Which nodes of a graph all ways from its root to a node lead through, by the method of Lengauer and Tarjan ("A fast
/// algorithm for finding dominators in a flowgraph", 1979) with path compression: work is edges × log nodes at most,
/// whatever the graph. Nothing in it is recursive.
struct DominatorTree {
  /// The order in which a walk of the tree enters a node and has left all below it; zero for nodes the root does not
  /// lead to.
  private var entered: [Int]
  private var left: [Int]

  /// Whether every way from the root to the node leads through the other, or is the other itself. False for a node that
  /// the root does not lead to.
  func dominates(_ other: Int, _ node: Int) -> Bool {
    entered[node] > 0 && entered[other] > 0 && entered[other] <= entered[node] && left[node] <= left[other]
  }

  /// - Parameter edges: from each node, by its index.
  init(root: Int, _ edges: [[Int]]) {
    let count = edges.count
    var walk = Walk(root, edges)
    let order = walk.order
    var immediate = [Int](repeating: -1, count: count)
    var buckets = [[Int]](repeating: [], count: count)
    for node in order.dropFirst().reversed() {
      for before in walk.predecessors[node] {
        let best = walk.best(before)
        if walk.semi[best] < walk.semi[node] { walk.semi[node] = walk.semi[best] }
      }
      buckets[order[walk.semi[node]]].append(node)
      let parent = walk.parent[node]
      walk.ancestor[node] = parent
      for waiting in buckets[parent] {
        let best = walk.best(waiting)
        immediate[waiting] = walk.semi[best] < walk.semi[waiting] ? best : parent
      }
      buckets[parent] = []
    }
    var children = [[Int]](repeating: [], count: count)
    for node in order.dropFirst() {
      if immediate[node] != order[walk.semi[node]] { immediate[node] = immediate[immediate[node]] }
      children[immediate[node]].append(node)
    }
    entered = [Int](repeating: 0, count: count)
    left = entered
    var clock = 1
    var path = [(node: root, next: 0)]
    entered[root] = clock
    while let top = path.last {
      if top.next < children[top.node].count {
        path[path.count - 1].next += 1
        let child = children[top.node][top.next]
        clock += 1
        entered[child] = clock
        path.append((child, 0))
      } else {
        left[top.node] = clock
        path.removeLast()
      }
    }
  }

  /// A walk in depth first, and the forest that is linked up while its nodes are gone through backwards.
  private struct Walk {
    /// The nodes as they were met.
    var order: [Int] = []
    var parent: [Int]
    var predecessors: [[Int]]
    /// The number of the semidominator; at first the node's own.
    var semi: [Int]
    var ancestor: [Int]
    private var label: [Int]

    init(_ root: Int, _ edges: [[Int]]) {
      let count = edges.count
      parent = [Int](repeating: -1, count: count)
      ancestor = parent
      semi = parent
      label = Array(0..<count)
      predecessors = [[Int]](repeating: [], count: count)
      var path = [(node: root, next: 0)]
      semi[root] = 0
      order.append(root)
      while let top = path.last {
        guard top.next < edges[top.node].count else {
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let target = edges[top.node][top.next]
        predecessors[target].append(top.node)
        guard semi[target] < 0 else { continue }
        semi[target] = order.count
        order.append(target)
        parent[target] = top.node
        path.append((target, 0))
      }
    }

    /// The node of least semidominator on the way from the node up to the root of its tree in the forest.
    mutating func best(_ node: Int) -> Int {
      guard ancestor[node] >= 0 else { return node }
      var way: [Int] = []
      var index = node
      while ancestor[ancestor[index]] >= 0 {
        way.append(index)
        index = ancestor[index]
      }
      for index in way.reversed() {
        let above = ancestor[index]
        if semi[label[above]] < semi[label[index]] { label[index] = label[above] }
        ancestor[index] = ancestor[above]
      }
      return label[node]
    }
  }
}
