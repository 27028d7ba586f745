/// A file of the project that is part of the binary; scripts/templates writes the texts.
struct EmbeddedFile {
  /// Relative to the new repository's root.
  var path: String
  var text: String
}
