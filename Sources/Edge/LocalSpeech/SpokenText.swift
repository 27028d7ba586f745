/// Writes text so that a synthesiser reads it as a person would.
///
/// Amounts become words in the right order ("$12.50" → "12 dollars 50"), times are read as times, long or zero-led
/// digit strings digit by digit in groups, and marks that are not read are dropped.
package enum SpokenText {
  package static func spoken(_ text: String) -> String {
    var words: [String] = []
    for word in text.split(whereSeparator: { $0.isWhitespace }) {
      let (core, tail) = split(word.filter { !"*_`#~<>|\\[]{}".contains($0) && !isPictograph($0) })
      if core.isEmpty {
        if let last = words.indices.last { words[last] += tail }
      } else {
        words.append(read(core) + tail)
      }
    }
    return words.joined(separator: " ")
  }

  private static func isPictograph(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.value >= 0x2190 && ($0.properties.isEmoji || $0.value >= 0x1F000) }
  }

  /// The word and the punctuation at its end.
  private static func split(_ word: some StringProtocol) -> (core: String, tail: String) {
    var core = String(word)
    var tail = ""
    while let last = core.last, ".,;:!?)\"”".contains(last) {
      tail = String(last) + tail
      core.removeLast()
    }
    return (core, tail)
  }

  private static func read(_ word: String) -> String {
    if word == "&" { return "and" }
    for (sign, one, many) in [("$", "dollar", "dollars"), ("€", "euro", "euros"), ("£", "pound", "pounds")] {
      if word.hasPrefix(sign), let amount = amount(String(word.dropFirst(sign.count)), one, many) { return amount }
      if word.hasSuffix(sign), let amount = amount(String(word.dropLast(sign.count)), one, many) { return amount }
    }
    if let time = time(word) { return time }
    return digits(word) ?? word
  }

  private static func amount(_ text: String, _ one: String, _ many: String) -> String? {
    let parts = text.filter { $0 != "," }.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let whole = Int(first), whole >= 0 else { return nil }
    let unit = whole == 1 ? one : many
    guard parts.count == 2 else { return "\(whole) \(unit)" }
    guard parts[1].count == 2, let cents = Int(parts[1]) else { return nil }
    if cents == 0 { return "\(whole) \(unit)" }
    return whole == 0 ? "\(cents) cents" : "\(whole) \(unit) and \(cents) cents"
  }

  /// 0:00 to 23:59.
  private static func time(_ text: String) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    if minute == 0 { return hour <= 12 ? "\(hour) o'clock" : "\(hour) hundred hours" }
    return minute < 10 ? "\(hour) oh \(minute)" : "\(hour) \(minute)"
  }

  /// Digits one by one, in threes with a pause between, where a number of that length is a name and not an amount.
  private static func digits(_ text: String) -> String? {
    let plus = text.hasPrefix("+")
    let bare = (plus ? text.dropFirst() : text[...]).filter { $0 != "-" && $0 != "/" }
    guard !bare.isEmpty, bare.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    guard plus || bare.count >= 6 || (bare.first == "0" && bare.count > 1) else { return nil }
    var groups: [String] = []
    var rest = bare[...]
    while !rest.isEmpty {
      let size = rest.count == 4 ? 2 : min(3, rest.count)
      groups.append(rest.prefix(size).map(String.init).joined(separator: " "))
      rest = rest.dropFirst(size)
    }
    return (plus ? "plus " : "") + groups.joined(separator: ", ")
  }
}
