/// A file of the project that is part of the binary; scripts/templates writes the texts.
package struct EmbeddedFile: Sendable {
  /// Relative to the new repository's root.
  package var path: String
  package var text: String

  package init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}
