/// What an escape inside or outside of brackets stands for.
enum PatternEscape {
  case scalar(UInt32)
  case ranges([ClosedRange<UInt32>])
  case categories(UInt32)
}

extension PatternParser {
  /// An escape outside of brackets; whether it may be repeated.
  mutating func escape() throws(PatternError) -> (PatternTree, Bool) {
    if take(both: "\\b") { return (.boundary(true), false) }
    if take(both: "\\B") { return (.boundary(false), false) }
    switch try escaped(inBrackets: false) {
    case .scalar(let value): return (.scalar(value), true)
    case .ranges(let ranges):
      var set = ScalarClass()
      set.insert(ranges)
      return (add(set), true)
    case .categories(let mask):
      var set = ScalarClass()
      set.insert(mask: mask)
      return (add(set), true)
    }
  }

  /// `[…]`
  mutating func bracket() throws(PatternError) -> ScalarClass {
    index += 1
    var set = ScalarClass()
    set.isNegated = take("^")
    while let scalar = next, scalar != "]" {
      let low = try member(scalar)
      guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
        insert(low, &set)
        continue
      }
      index += 1
      let high = try member(scalars[index])
      guard case .scalar(let first) = low, case .scalar(let last) = high else {
        throw error("a range goes from one character to another")
      }
      guard first <= last else { throw error("a range's end is below its start") }
      set.insert(first...last)
    }
    guard take("]") else { throw error("`[` without `]`") }
    return set
  }

  private func insert(_ escape: PatternEscape, _ set: inout ScalarClass) {
    switch escape {
    case .scalar(let value): set.insert(value...value)
    case .ranges(let ranges): set.insert(ranges)
    case .categories(let mask): set.insert(mask: mask)
    }
  }

  private mutating func member(_ scalar: Unicode.Scalar) throws(PatternError) -> PatternEscape {
    guard scalar == "\\" else {
      index += 1
      return .scalar(scalar.value)
    }
    if take(both: "\\b") { return .scalar(0x08) }
    return try escaped(inBrackets: true)
  }

  private mutating func escaped(inBrackets: Bool) throws(PatternError) -> PatternEscape {
    index += 1
    guard let scalar = next else { throw error("`\\` at the end") }
    index += 1
    switch scalar {
    case "d": return .ranges(ScalarClass.digits)
    case "D": return .ranges(ScalarClass.complement(ScalarClass.digits))
    case "w": return .ranges(ScalarClass.words)
    case "W": return .ranges(ScalarClass.complement(ScalarClass.words))
    case "s": return .ranges(ScalarClass.spaces)
    case "S": return .ranges(ScalarClass.complement(ScalarClass.spaces))
    case "p", "P":
      let mask = try property()
      return .categories(scalar == "p" ? mask : ScalarClass.allCategories & ~mask)
    case "t": return .scalar(0x09)
    case "n": return .scalar(0x0A)
    case "v": return .scalar(0x0B)
    case "f": return .scalar(0x0C)
    case "r": return .scalar(0x0D)
    case "0":
      if let next, isDigit(next) { throw error("octal escapes are not supported") }
      return .scalar(0)
    case "1"..."9", "k": throw error("backreferences are not supported")
    case "c":
      guard let letter = next, (0x41...0x5A).contains(letter.value & ~0x20) else {
        throw error("`\\c` is followed by a letter")
      }
      index += 1
      return .scalar(letter.value % 32)
    case "x": return .scalar(try hexadecimal(2))
    case "u": return .scalar(try unicode())
    default:
      // Any ASCII punctuation may be escaped, also where ECMA-262 knows no need: `\-` and `\"` are common.
      guard scalar.isASCII, !isDigit(scalar), !scalar.properties.isAlphabetic, scalar.value > 0x20,
        scalar.value < 0x7F
      else { throw error("`\\\(scalar)` is not an escape") }
      return .scalar(scalar.value)
    }
  }

  private mutating func hexadecimal(_ count: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw error("a hexadecimal digit is missing")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  /// What follows `\u`: four digits, two halves of a surrogate pair, or digits in braces.
  private mutating func unicode() throws(PatternError) -> UInt32 {
    if take("{") {
      let start = index
      var value: UInt32 = 0
      while let scalar = next, scalar != "}" {
        value = value << 4 | (try hexadecimal(1))
        guard value <= 0x10FFFF else { throw error("there is no character above U+10FFFF") }
      }
      guard index > start, take("}") else { throw error("`\\u{` without digits or `}`") }
      return value
    }
    let high = try hexadecimal(4)
    guard (0xD800...0xDBFF).contains(high), take(both: "\\u") else { return high }
    let low = try hexadecimal(4)
    guard (0xDC00...0xDFFF).contains(low) else { throw error("half a surrogate pair") }
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
  }

  /// What follows `\p`.
  private mutating func property() throws(PatternError) -> UInt32 {
    guard take("{") else { throw error("`\\p` is followed by a name in braces") }
    var name = ""
    while let scalar = next, scalar != "}" {
      name.unicodeScalars.append(scalar)
      index += 1
    }
    guard take("}") else { throw error("`\\p{` without `}`") }
    for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
    guard let mask = ScalarClass.categories(named: name) else {
      throw error("`\\p{\(name.prefix(40))}` is not a general category of Unicode; other properties are not supported")
    }
    return mask
  }
}
