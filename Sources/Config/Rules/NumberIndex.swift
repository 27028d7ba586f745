import Diagnostics
import Resources
import YAMLTree

/// Which resource answers which number.
///
/// Numbers are compared as calls are routed: without a leading `+`. Of several that claim one, the first in the order
/// of the files has it.
struct NumberIndex {
  private struct Claim {
    var declaration: Declaration
    var place: Diagnostic.Place
  }
  private var claims: [Substring: [Claim]] = [:]
  /// `host` and `host:port` that SIP is received at.
  private var own: Set<String> = []

  /// - Parameter touched: takes in the numbers whose claims are others now.
  mutating func add(_ declaration: Declaration, _ touched: inout Set<RuleInput>) {
    for node in declaration.node["spec"]?["numbers"]?.elements ?? [] {
      guard let text = node.scalar?.text else { continue }
      let number = Self.plain(text)
      let claim = Claim(declaration: declaration, place: declaration.place(node.range))
      var index = claims[number]?.count ?? 0
      while index > 0, let other = claims[number]?[index - 1].declaration, declaration.precedes(other) { index -= 1 }
      claims[number, default: []].insert(claim, at: index)
      touched.insert(.number(number))
    }
  }

  mutating func remove(_ declaration: Declaration, _ touched: inout Set<RuleInput>) {
    for node in declaration.node["spec"]?["numbers"]?.elements ?? [] {
      guard let text = node.scalar?.text else { continue }
      let number = Self.plain(text)
      claims[number]?.removeAll { $0.declaration === declaration }
      if claims[number]?.isEmpty == true { claims[number] = nil }
      touched.insert(.number(number))
    }
  }

  mutating func listen(_ project: Project?) {
    own = []
    guard let sip = project?.runtime.sip else { return }
    own = ["\(sip.host):\(sip.port)"]
    if sip.port == 5060 { own.insert(sip.host) }
  }

  /// Where the number, without a leading `+`, is first answered.
  func place(of number: Substring) -> Diagnostic.Place? { claims[number]?.first?.place }

  /// What answers the number, without a leading `+`.
  func declaration(of number: Substring) -> Declaration? { claims[number]?.first?.declaration }

  /// The number that a number or a SIP URI dials here; nil for what is not certain to come back here: an extension may
  /// be another at somebody else's.
  func number(dialled text: String) -> Substring? {
    var number = text[...]
    var isHere = false
    for scheme in ["sip:", "sips:", "tel:"] where number.hasPrefix(scheme) { number = number.dropFirst(scheme.count) }
    if let at = number.firstIndex(of: "@") {
      let host = number[number.index(after: at)...].prefix { $0 != ";" && $0 != "?" }
      isHere = own.contains(String(host))
      number = number[..<at]
    }
    guard isHere || number.hasPrefix("+") else { return nil }
    return Self.plain(String(number))
  }

  static func plain(_ text: String) -> Substring { text.hasPrefix("+") ? text.dropFirst() : text[...] }
}

/// Numbers that two resources, or one twice, answer.
enum NumberRules {
  static func check(_ declaration: Declaration, _ repository: RepositoryRules, _ report: inout Report) {
    for node in declaration.node["spec"]?["numbers"]?.elements ?? [] {
      guard let text = node.scalar?.text, let first = repository.place(ofNumber: text),
        first != declaration.place(node.range)
      else { continue }
      report.add(
        .numberTwice, "number `\(text)` is answered twice", node.range,
        related: [Diagnostic.Related(place: first, message: "the first is here")])
    }
  }
}
