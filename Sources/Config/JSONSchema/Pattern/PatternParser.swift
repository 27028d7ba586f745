/// Reads a regular expression.
struct PatternParser {
  private(set) var classes: [ScalarClass] = []
  private var places: [ScalarClass: Int] = [:]
  let scalars: [Unicode.Scalar]
  var index = 0
  private var depth = 0

  init(_ source: String) { scalars = Array(source.unicodeScalars) }

  func error(_ message: String) -> PatternError { PatternError(message: message, offset: index) }

  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  mutating func take(both text: StaticString) -> Bool {
    let wanted = String(describing: text).unicodeScalars
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  mutating func parse() throws(PatternError) -> PatternTree {
    guard scalars.count <= Pattern.maximumScalars else {
      throw error("the pattern is longer than \(Pattern.maximumScalars) characters")
    }
    let tree = try choice()
    guard index == scalars.count else { throw error("`)` without `(`") }
    return tree
  }

  private mutating func choice() throws(PatternError) -> PatternTree {
    guard depth < Pattern.maximumDepth else { throw error("the pattern is nested too deeply") }
    depth += 1
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    depth -= 1
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternTree {
    var parts: [PatternTree] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let (atom, isRepeatable) = try atom(scalar)
      let part = try repetition(of: atom, isRepeatable)
      if !Self.isEmpty(part) { parts.append(part) }
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// Whether the tree comes to no instruction. Such are left out, so that laying out takes time by its result.
  private static func isEmpty(_ tree: PatternTree) -> Bool {
    switch tree {
    case .sequence(let parts): parts.isEmpty
    case .repetition(let body, _, let most): most == 0 || isEmpty(body)
    default: false
    }
  }

  private mutating func atom(_ scalar: Unicode.Scalar) throws(PatternError) -> (PatternTree, Bool) {
    switch scalar {
    case "^":
      index += 1
      return (.start, false)
    case "$":
      index += 1
      return (.end, false)
    case ".":
      index += 1
      return (.any, true)
    case "(": return (try group(), true)
    case "[": return (add(try bracket()), true)
    case "\\": return try escape()
    case "*", "+", "?": throw error("`\(scalar)` has nothing to repeat")
    case "{", "}", "]": throw error("`\(scalar)` must be written `\\\(scalar)`")
    default:
      index += 1
      return (.scalar(scalar.value), true)
    }
  }

  private mutating func group() throws(PatternError) -> PatternTree {
    index += 1
    if take("?") {
      if take("<") {
        guard next != "=", next != "!" else { throw error("lookbehind is not supported") }
        try groupName()
      } else if !take(":") {
        let isLookahead = next == "=" || next == "!"
        throw error(isLookahead ? "lookahead is not supported" : "`(?` must be followed by `:` or `<name>`")
      }
    }
    let tree = try choice()
    guard take(")") else { throw error("`(` without `)`") }
    return tree
  }

  private mutating func groupName() throws(PatternError) {
    let start = index
    while let scalar = next, scalar != ">" {
      guard scalar.properties.isAlphabetic || scalar == "_" || scalar == "$" || (index > start && isDigit(scalar))
      else {
        throw error("a group's name is made of letters, digits and `_`")
      }
      index += 1
    }
    guard index > start, take(">") else { throw error("a group's name is empty or without `>`") }
  }

  private mutating func repetition(of atom: PatternTree, _ isRepeatable: Bool) throws(PatternError) -> PatternTree {
    let bounds: (least: Int, most: Int?)
    switch next {
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "?": bounds = (0, 1)
    case "{": bounds = try counts()
    default: return atom
    }
    guard isRepeatable else { throw error("an assertion cannot be repeated") }
    index += 1
    _ = take("?")
    if let next, next == "*" || next == "+" || next == "?" || next == "{" {
      throw error("`\(next)` has nothing to repeat")
    }
    return .repetition(atom, least: bounds.least, most: bounds.most)
  }

  /// `{n}`, `{n,}` or `{n,m}`, up to its last brace.
  private mutating func counts() throws(PatternError) -> (least: Int, most: Int?) {
    index += 1
    let least = try count()
    var most: Int? = least
    if take(",") { most = next == "}" ? nil : try count() }
    guard next == "}" else { throw error("a repetition is written `{n}`, `{n,}` or `{n,m}`") }
    if let most, most < least { throw error("a repetition's maximum is below its minimum") }
    return (least, most)
  }

  private mutating func count() throws(PatternError) -> Int {
    guard let first = next, isDigit(first) else { throw error("a repetition is written `{n}`, `{n,}` or `{n,m}`") }
    var value = 0
    while let scalar = next, isDigit(scalar) {
      value = value * 10 + Int(scalar.value - 0x30)
      guard value <= Pattern.maximumRepetitions else {
        throw error("more than \(Pattern.maximumRepetitions) repetitions are not supported")
      }
      index += 1
    }
    return value
  }

  func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  mutating func add(_ set: ScalarClass) -> PatternTree {
    if let place = places[set] { return .set(place) }
    places[set] = classes.count
    var finished = set
    finished.finish()
    classes.append(finished)
    return .set(classes.count - 1)
  }
}
