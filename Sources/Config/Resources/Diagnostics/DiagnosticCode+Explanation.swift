extension DiagnosticCode {
  /// A paragraph that says what is wrong, why it matters and what to do.
  package var explanation: String {
    explanationOfFile ?? explanationOfShape ?? explanationOfMeaning ?? explanationOfTest ?? ""
  }

  /// The code as it is printed, such as `VB0107`; nil where there is none of that name.
  package init?(code: String) { self.init(rawValue: code.uppercased()) }
}
