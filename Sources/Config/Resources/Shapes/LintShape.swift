import JSON

/// The project's field `lint`.
enum LintShape {
  static let field = Field(
    "lint",
    .map(
      .any,
      .choice([
        Choice("off", "The warning is not given."), Choice("warning", "It is a warning, as it is without this."),
        Choice("error", "It is an error: such a repository is refused."),
      ])), examples: [["unused-intent": "off", "VB0301": "error"]],
    "How grave findings are, by code or by name. Errors cannot be lowered.")
}
