import Diagnostics
import Resources
import YAMLTree

/// The rules of one trunk.
enum TrunkRules {
  /// Codecs whose audio this version can carry.
  private static let carriedOut: Set = ["PCMU", "PCMA"]

  static func check(_ declaration: Declaration, _ report: inout Report) {
    guard let codecs = declaration.spec["codecs"].texts, let node = declaration.spec["codecs"].node,
      carriedOut.isDisjoint(with: codecs)
    else { return }
    report.add(
      .noCodec, "no call could have audio: this version carries none of these codecs", node.range.startOnly,
      suggestion: "add `PCMU` or `PCMA`")
  }
}
