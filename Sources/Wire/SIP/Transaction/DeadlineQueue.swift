/// A binary heap of deadlines. Entries are never taken back: whoever owns a key says whether it is really due.
struct DeadlineQueue<Key: Hashable & Sendable>: Sendable {
  private struct Entry: Sendable {
    var deadline: Duration
    var key: Key
  }

  private var heap: [Entry] = []

  var count: Int { heap.count }

  /// The earliest deadline, which may be out of date.
  var first: (deadline: Duration, key: Key)? { heap.first.map { ($0.deadline, $0.key) } }

  mutating func insert(_ key: Key, at deadline: Duration) {
    heap.append(Entry(deadline: deadline, key: key))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].deadline < heap[parent].deadline else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func removeFirst() {
    guard !heap.isEmpty else { return }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].deadline < heap[least].deadline {
        least = child
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
