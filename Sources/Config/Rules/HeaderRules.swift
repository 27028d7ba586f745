import Diagnostics
import YAMLTree

/// Headers of requests take no secrets: what looks like a reference to one would be sent as it is.
enum HeaderRules {
  static func check(_ headers: YAMLNode?, _ report: inout Report) {
    for entry in headers?.entries ?? [] {
      guard let text = entry.value.scalar?.text, let reference = reference(in: text) else { continue }
      report.add(
        .plainReference, "`\(reference)` is sent as it is written: headers take no secrets", entry.value.range,
        suggestion: "let a service of your own add it to the request")
    }
  }

  /// The first word that has the form of a reference.
  private static func reference(in text: String) -> Substring? {
    text.split(separator: " ").first { word in
      if word.hasPrefix("file:/") { return word.utf8.count > 6 }
      let name: Substring
      if word.hasPrefix("env:") {
        name = word.dropFirst(4)
      } else if word.hasPrefix("${"), word.hasSuffix("}") {
        name = word.dropFirst(2).dropLast()
      } else {
        return false
      }
      return !name.isEmpty
        && name.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
  }
}
