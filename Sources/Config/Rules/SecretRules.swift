package import Diagnostics
import Secrets
package import YAMLTree

/// Reports secrets written in clear, in any scalar of a document and in any key.
///
/// A place that has been refused for what it holds is left alone.
package struct SecretRules {
  package var report: Report
  /// What is free to hold anything, random texts and fields called `token` among it, is asked for known forms only.
  let onlyKnownForms: Bool
  /// Inside the headers of a request, which take no references.
  private var isHeader = false

  package init(report: Report, onlyKnownForms: Bool = false) {
    self.report = report
    self.onlyKnownForms = onlyKnownForms
  }

  /// - Parameter name: the key that the node stands under.
  package mutating func check(_ node: YAMLNode, under name: String = "") {
    switch node.content {
    case .scalar(let scalar): check(scalar, node, under: name)
    case .sequence(let elements): for element in elements { check(element, under: name) }
    case .mapping(let entries):
      for entry in entries {
        if entry.name.utf8.count >= 16, let find = find(in: entry.name) {
          add(
            find, entry.name,
            YAMLNode(content: .scalar(YAMLScalar(text: entry.name, style: .plain)), range: entry.nameRange))
        }
        let wasHeader = isHeader
        isHeader = isHeader || entry.name == "headers"
        check(entry.value, under: entry.name)
        isHeader = wasHeader
      }
    }
  }

  private mutating func check(_ scalar: YAMLScalar, _ node: YAMLNode, under name: String) {
    guard scalar.text.utf8.count >= 6 else { return }
    if let find = find(in: scalar.text) {
      // What names a commit or a digest may be as random as a key.
      if find.isRandom, Self.isPublic(name) { return }
      add(find, scalar.text, node)
    } else if !onlyKnownForms, SecretText.namesSecret(name), Self.isPassword(scalar.text) {
      add(
        SecretScan.Find(bytes: 0..<scalar.text.utf8.count, what: "the value of a secret"), scalar.text, node)
    }
  }

  private func find(in text: String) -> SecretScan.Find? {
    SecretScan.finds(in: text).first { !onlyKnownForms || !$0.isRandom }
  }

  private mutating func add(_ find: SecretScan.Find, _ text: String, _ node: YAMLNode) {
    let before = text.utf8.prefix(find.bytes.lowerBound).count { $0 & 0xC0 != 0x80 }
    let range = node.range(offset: before, count: find.bytes.count)
    let place = report.place(node.range)
    guard !report.diagnostics.contains(where: { $0.code == .secretValue && $0.place == place }) else { return }
    report.add(
      find, range,
      suggestion: isHeader ? "headers take no references: let a service of your own add it to the request" : nil)
  }

  static func isPublic(_ name: String) -> Bool {
    let name = name.lowercased()
    let parts = ["commit", "revision", "digest", "checksum", "sha", "hash", "etag", "fingerprint", "id"]
    return parts.contains { name.hasSuffix($0) }
  }

  /// What stands beside a name such as `password` and is no word, reference or template.
  private static func isPassword(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (6...256).contains(bytes.count), bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !text.hasPrefix("env:"), !text.hasPrefix("file:"), !text.contains("{{"), !text.hasPrefix("${")
    else { return false }
    let hasDigit = bytes.contains { (0x30...0x39).contains($0) }
    let hasLetter = bytes.contains { (0x41...0x5A).contains($0 & 0xDF) }
    let hasMark = bytes.contains { "!$%^&*+=?@~".utf8.contains($0) }
    return hasLetter && (hasDigit || hasMark)
  }
}

extension Report {
  mutating func add(_ find: SecretScan.Find, _ range: YAMLRange, suggestion: String? = nil) {
    add(
      find.isRandom ? .randomText : .clearSecret, "this looks like \(find.what), written in clear", range,
      suggestion: suggestion ?? "refer to it with `env:NAME` or `file:/path`")
  }
}
