/// Follows all states of the automaton through a text at once.
struct PatternMatcher {
  /// The instructions reached at this position that wait for a scalar.
  private var waiting: [Int] = []
  /// Where the scalar before this position has led to.
  private var arrived: [Int] = []
  private var stack: [Int] = []
  /// The position, plus one, at which each instruction was last reached.
  private var marks: [Int]
  private var isMatched = false

  init(count: Int) { marks = Array(repeating: 0, count: count) }

  mutating func run(_ pattern: Pattern, _ text: String, _ steps: inout Int) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    var before: Unicode.Scalar?
    var position = 1
    while true {
      let next = scalars.next()
      waiting.removeAll(keepingCapacity: true)
      steps -= 1
      for target in arrived { follow(target, pattern, position, before, next, &steps) }
      if position == 1 || !pattern.isAnchored { follow(0, pattern, position, before, next, &steps) }
      if isMatched { return true }
      guard let next, steps >= 0, !(waiting.isEmpty && pattern.isAnchored) else { return false }
      arrived.removeAll(keepingCapacity: true)
      for index in waiting where accepts(pattern, index, next) { arrived.append(index + 1) }
      before = next
      position += 1
    }
  }

  private func accepts(_ pattern: Pattern, _ index: Int, _ scalar: Unicode.Scalar) -> Bool {
    switch pattern.instructions[index] {
    case .scalar(let value): scalar.value == value
    case .set(let set): pattern.classes[set].contains(scalar)
    case .any: ![0x0A, 0x0D, 0x2028, 0x2029].contains(scalar.value)
    default: false
    }
  }

  /// Follows what takes no scalar, each instruction once a position.
  private mutating func follow(
    _ target: Int, _ pattern: Pattern, _ position: Int, _ before: Unicode.Scalar?, _ next: Unicode.Scalar?,
    _ steps: inout Int
  ) {
    stack.append(target)
    while let index = stack.popLast() {
      guard marks[index] != position else { continue }
      marks[index] = position
      steps -= 1
      switch pattern.instructions[index] {
      case .scalar, .set, .any: waiting.append(index)
      case .jump(let target): stack.append(target)
      case .split(let first, let second):
        stack.append(second)
        stack.append(first)
      case .start: if before == nil { stack.append(index + 1) }
      case .end: if next == nil { stack.append(index + 1) }
      case .boundary(let isAt):
        if (Self.isWord(before) != Self.isWord(next)) == isAt { stack.append(index + 1) }
      case .match: isMatched = true
      }
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: return true
    default: return false
    }
  }

  /// Whether every way from the first instruction passes `^` before it takes a scalar or matches.
  static func isAnchored(_ instructions: [PatternInstruction]) -> Bool {
    var seen = Array(repeating: false, count: instructions.count)
    var stack = [0]
    while let index = stack.popLast() {
      guard !seen[index] else { continue }
      seen[index] = true
      switch instructions[index] {
      case .scalar, .set, .any, .match: return false
      case .start: break
      case .end, .boundary: stack.append(index + 1)
      case .jump(let target): stack.append(target)
      case .split(let first, let second): stack += [first, second]
      }
    }
    return true
  }
}
