/// Policies of the project.
enum PolicyShape {
  static let policies = Shape.list(.json)
}

/// Levels of findings, set by the project.
enum LintShape {
  static let lint = Shape.map(
    .any,
    .choice([
      Choice("off", "The finding is not reported."),
      Choice("warning", "The finding is reported and does not fail the check."),
      Choice("error", "The finding fails the check."),
    ]))
}
