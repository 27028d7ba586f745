import YAMLTree

/// Which resource answers which number.
///
/// Numbers are compared as calls are routed: without a leading `+`.
struct NumberIndex {
  private struct Entry {
    var declaration: Int
    var place: Diagnostic.Place
  }
  private var entries: [Substring: Entry] = [:]
  /// `host` and `host:port` that SIP is received at.
  private var own: Set<String> = []

  mutating func add(_ declaration: Declaration, at index: Int) {
    for node in declaration.node["spec"]?["numbers"]?.elements ?? [] {
      guard let text = node.scalar?.text, entries[Self.plain(text)] == nil else { continue }
      entries[Self.plain(text)] = Entry(declaration: index, place: declaration.place(node.range))
    }
  }

  mutating func listen(_ project: Project) {
    let sip = project.runtime.sip
    own = ["\(sip.host):\(sip.port)"]
    if sip.port == 5060 { own.insert(sip.host) }
  }

  /// Where the number is first answered.
  func place(of number: String) -> Diagnostic.Place? { entries[Self.plain(number)]?.place }

  /// The index of the resource that answers a number or a SIP URI; nil for what is not certain to come back here: an
  /// extension may be another at somebody else's.
  func declaration(dialled text: String) -> Int? {
    var number = text[...]
    var isHere = false
    for scheme in ["sip:", "sips:", "tel:"] where number.hasPrefix(scheme) { number = number.dropFirst(scheme.count) }
    if let at = number.firstIndex(of: "@") {
      let host = number[number.index(after: at)...].prefix { $0 != ";" && $0 != "?" }
      isHere = own.contains(String(host))
      number = number[..<at]
    }
    guard isHere || number.hasPrefix("+") else { return nil }
    return entries[Self.plain(String(number))]?.declaration
  }

  private static func plain(_ text: String) -> Substring { text.hasPrefix("+") ? text.dropFirst() : text[...] }
}

/// Numbers that two resources, or one twice, answer.
enum NumberRules {
  static func check(_ declaration: Declaration, _ repository: RepositoryRules, _ report: inout Report) {
    for node in declaration.node["spec"]?["numbers"]?.elements ?? [] {
      guard let text = node.scalar?.text, let first = repository.numbers.place(of: text),
        first != declaration.place(node.range)
      else { continue }
      report.add(
        .numberTwice, "number `\(text)` is answered twice", node.range,
        related: [Diagnostic.Related(place: first, message: "the first is here")])
    }
  }
}
