extension DiagnosticCode {
  /// A paragraph that says what is wrong, why it matters and what to do; then, where a few lines show it, what is wrong
  /// beside what is right.
  package var explanation: String {
    let examples = example.map { "\n\nWrong:\n\(Self.indented($0.wrong))\n\nRight:\n\(Self.indented($0.right))" }
    return paragraph + (examples ?? "")
  }

  /// The same as Markdown.
  var explanationMarkdown: String {
    let examples = example.map { "\n\nWrong:\n```yaml\n\($0.wrong)\n```\nRight:\n```yaml\n\($0.right)\n```" }
    return paragraph + (examples ?? "")
  }

  private var paragraph: String {
    explanationOfFile ?? explanationOfYAML ?? explanationOfShape ?? explanationOfMeaning ?? explanationOfRules
      ?? explanationOfPolicies ?? explanationOfEnvironment ?? explanationOfKinds
      ?? explanationOfTest ?? explanationOfSteps ?? ""
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
  }

  /// The code as it is printed, such as `VB0107`; nil where there is none of that name.
  package init?(code: String) { self.init(rawValue: code.uppercased()) }
}
