/// Why a text is not a regular expression this accepts. `offset` counts Unicode scalars.
package struct PatternError: Error, Sendable, Hashable {
  package var message: String
  package var offset: Int
}

/// A regular expression of ECMA-262 with Unicode semantics, less what needs backtracking.
///
/// Accepted: literals, `.`, classes, `\d \w \s \b` and their opposites (ASCII, as ECMA-262 has them), `\p{…}` with
/// general categories, groups, alternation, greedy and lazy quantifiers, `^` and `$` for the ends of the text.
/// Refused: lookaround, backreferences, scripts and other properties.
///
/// A match takes time in proportion to text × instructions at worst: the states of the automaton are followed side by
/// side, none is gone back to.
package struct Pattern: Sendable {
  package static let maximumScalars = 16_384
  package static let maximumInstructions = 8_192
  package static let maximumDepth = 64
  package static let maximumRepetitions = 1_000

  package let source: String
  let instructions: [PatternInstruction]
  let classes: [ScalarClass]
  /// Whether a match can only begin at the start of the text.
  let isAnchored: Bool

  package init(_ source: String) throws(PatternError) { try self.init(source, most: Int.max) }

  /// - Parameter most: instructions that this one may have, where it is one of many.
  init(_ source: String, most: Int) throws(PatternError) {
    self.source = source
    var parser = PatternParser(source)
    let tree = try parser.parse()
    let size = PatternAssembler.size(of: tree)
    guard size < Pattern.maximumInstructions else { throw PatternAssembler.tooLarge }
    guard size < most else { throw PatternAssembler.tooMany }
    var assembler = PatternAssembler()
    assembler.emit(tree)
    assembler.instructions.append(.match)
    instructions = assembler.instructions
    classes = parser.classes
    isAnchored = PatternMatcher.isAnchored(instructions)
  }

  /// Throws what the initialiser would, without laying the expression out, which takes as long as the expression with
  /// its repetitions written out.
  package static func check(_ source: String) throws(PatternError) {
    var parser = PatternParser(source)
    let tree = try parser.parse()
    guard PatternAssembler.size(of: tree) < Pattern.maximumInstructions else { throw PatternAssembler.tooLarge }
  }

  /// Whether the expression matches anywhere in the text.
  package func matches(_ text: String) -> Bool {
    var steps = Int.max
    return matches(text, steps: &steps)
  }

  /// The same with the work taken off `steps`; stops with false once they are below zero.
  func matches(_ text: String, steps: inout Int) -> Bool {
    var matcher = PatternMatcher(count: instructions.count)
    return matcher.run(self, text, &steps)
  }
}

/// One instruction of the automaton. Targets are indices of instructions.
enum PatternInstruction: Sendable, Hashable {
  case scalar(UInt32)
  case set(Int)
  case any
  case split(Int, Int)
  case jump(Int)
  case start
  case end
  case boundary(Bool)
  case match
}

/// A parsed expression.
indirect enum PatternTree {
  case scalar(UInt32)
  case set(Int)
  case any
  case start
  case end
  case boundary(Bool)
  case sequence([PatternTree])
  case choice([PatternTree])
  case repetition(PatternTree, least: Int, most: Int?)
}

/// Lays a tree out as instructions.
struct PatternAssembler {
  var instructions: [PatternInstruction] = []

  static let tooLarge = PatternError(
    message: "the pattern needs more than \(Pattern.maximumInstructions) instructions", offset: 0)

  static let tooMany = PatternError(message: "the patterns are too large together", offset: 0)

  /// How many instructions `emit` lays out for the tree, in time by the tree; very many are all the same.
  static func size(of tree: PatternTree) -> Int {
    let most = 1 << 30
    switch tree {
    case .scalar, .set, .any, .start, .end, .boundary: return 1
    case .sequence(let parts): return min(most, parts.reduce(0) { $0 + size(of: $1) })
    case .choice(let branches):
      return min(most, branches.reduce(0) { $0 + size(of: $1) } + 2 * (branches.count - 1))
    case .repetition(let body, let least, let last):
      let each = size(of: body)
      if each == 0, least > 0 { return 0 }
      return min(most, least * each + (last.map { ($0 - least) * (each + 1) } ?? each + 2))
    }
  }

  mutating func emit(_ tree: PatternTree) {
    switch tree {
    case .scalar(let value): instructions.append(.scalar(value))
    case .set(let index): instructions.append(.set(index))
    case .any: instructions.append(.any)
    case .start: instructions.append(.start)
    case .end: instructions.append(.end)
    case .boundary(let isAt): instructions.append(.boundary(isAt))
    case .sequence(let parts): for part in parts { emit(part) }
    case .choice(let branches): emit(choice: branches)
    case .repetition(let body, let least, let most): emit(body, least, most)
    }
  }

  private mutating func emit(choice branches: [PatternTree]) {
    var jumps: [Int] = []
    for (index, branch) in branches.enumerated() {
      guard index < branches.count - 1 else {
        emit(branch)
        break
      }
      let split = instructions.count
      instructions.append(.split(split + 1, 0))
      emit(branch)
      jumps.append(instructions.count)
      instructions.append(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emit(_ body: PatternTree, _ least: Int, _ most: Int?) {
    for _ in 0..<least {
      let before = instructions.count
      emit(body)
      // A body without instructions matches the empty text only, however often.
      if instructions.count == before { return }
    }
    guard let most else {
      let split = instructions.count
      instructions.append(.split(split + 1, 0))
      emit(body)
      instructions.append(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in 0..<(most - least) {
      splits.append(instructions.count)
      instructions.append(.split(instructions.count + 1, 0))
      emit(body)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }
}
