/// Reads YAML 1.2 into nodes that know their places.
package enum YAMLTree {
  package static let maximumBytes = 1 << 20
  package static let maximumDepth = 64

  /// The documents of a file. Documents without content are left out.
  package static func parse(_ bytes: [UInt8]) throws(YAMLProblem) -> YAMLStream { YAMLStream() }
}
