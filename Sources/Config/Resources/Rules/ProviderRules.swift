import YAMLTree

/// The rules of one provider, and of the places providers are named in.
enum ProviderRules {
  static func check(_ declaration: Declaration, _ report: inout Report) {
    let spec = declaration.spec
    let driver = spec["driver"].text ?? ""
    if ["local", "flow", "echo"].contains(declaration.name.name) {
      report.add(
        .duplicateName, "`\(declaration.name.name)` is the name of a built-in provider", declaration.nameRange)
    }
    let anchor = declaration.node["spec"]?["driver"]?.range ?? declaration.nameRange
    if driver == Provider.Driver.openAIChat.rawValue {
      for field in ["endpoint", "model"] where !spec[field].exists {
        report.add(.missingField, "driver `\(driver)` needs `\(field)`", anchor, suggestion: "needs `\(field)`")
      }
    } else {
      for field in ["endpoint", "model", "secret", "temperature", "maxTokens"] {
        guard let entry = declaration.node["spec"]?.entry(field) else { continue }
        report.add(.unknownField, "field `\(field)` is not for driver `\(driver)`", entry.nameRange)
      }
    }
  }

  /// Drivers that can do the work of a bot's field.
  static func drivers(for field: String) -> [Provider.Driver] {
    field == "brain" ? [.flow, .echo, .openAIChat] : [.local]
  }
}
