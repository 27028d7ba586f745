package import JSON

/// Prints diagnostics for a terminal.
package struct DiagnosticText {
  package var colour = false
  /// The command that carries out fixes; nil prints what to write instead.
  package var fixCommand: String?
  package init(colour: Bool = false, fixCommand: String? = nil) {
    self.colour = colour
    self.fixCommand = fixCommand
  }
  /// Several lines, the last ended.
  package func print(_ diagnostic: Diagnostic) -> String { "" }
}

extension Diagnostic {
  package var json: JSONValue { .object(JSONObject()) }
}
