/// The JSON Schemas of the kinds, for editors.
package enum SchemaFiles {
  /// Paths in the repository with their texts, ordered by path.
  package static func render() -> [(path: String, text: String)] { [] }
}
