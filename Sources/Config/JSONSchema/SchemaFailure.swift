/// Why a JSON value is not a schema this compiles.
package struct SchemaError: Error, Sendable, Hashable {
  /// JSON Pointer (RFC 6901) into the document.
  package var path: String
  package var message: String
  /// The URI of the document where it is not the schema itself but one it refers to.
  package var document: String?
  package init(path: String, message: String, document: String? = nil) {
    self.path = path
    self.message = message
    self.document = document
  }
}

/// One way in which a value does not meet its schema.
package struct SchemaFailure: Sendable, Hashable {
  /// JSON Pointer (RFC 6901) into the value.
  package var path: String
  package var message: String
  /// The keyword that refuses; empty for the schema `false`, and where the work was cut short.
  package var keyword: String
  /// JSON Pointer to the keyword by the way evaluation took, through references.
  package var keywordLocation: String
  /// The keyword's schema, its own URI with a JSON Pointer as fragment.
  package var absoluteLocation: String
  /// Whether the member's name is at fault rather than its value: it should not be there, or is not spelt as it must.
  package var isAboutName: Bool
  /// For a value that meets none of several schemas, why not the one it comes closest to.
  package var causes: [SchemaFailure]

  package init(
    path: String, message: String, keyword: String = "", keywordLocation: String = "", absoluteLocation: String = "",
    isAboutName: Bool = false, causes: [SchemaFailure] = []
  ) {
    self.path = path
    self.message = message
    self.keyword = keyword
    self.keywordLocation = keywordLocation
    self.absoluteLocation = absoluteLocation
    self.isAboutName = isAboutName
    self.causes = causes
  }
}
