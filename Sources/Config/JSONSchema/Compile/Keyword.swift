/// The keywords of draft 2020-12, with the vocabulary each is of and where it holds schemas.
struct Keyword: Sendable {
  enum Vocabulary: String, Sendable, CaseIterable {
    case core, applicator, unevaluated, validation, content
    case metaData = "meta-data"
    case formatAnnotation = "format-annotation"
    case formatAssertion = "format-assertion"

    var uri: String { Self.prefix + rawValue }
    private static let prefix = "https://json-schema.org/draft/2020-12/vocab/"

    init?(uri: String) {
      guard uri.hasPrefix(Self.prefix) else { return nil }
      self.init(rawValue: String(uri.dropFirst(Self.prefix.count)))
    }
  }

  /// Where the keyword's value is made of schemas.
  enum Shape: Sendable { case none, schema, list, map }

  var vocabulary: Vocabulary
  var shape: Shape

  static let metaschema = "https://json-schema.org/draft/2020-12/schema"

  /// Vocabularies of the draft's own metaschema.
  static let standard: Set<Vocabulary> = [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
  ]

  static let all: [String: Keyword] = {
    let groups: [(Vocabulary, Shape, [String])] = [
      (
        .core, .none, ["$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment"]
      ),
      (.core, .map, ["$defs"]),
      (.applicator, .list, ["prefixItems", "allOf", "anyOf", "oneOf"]),
      (
        .applicator, .schema,
        ["items", "contains", "additionalProperties", "propertyNames", "if", "then", "else", "not"]
      ),
      (.applicator, .map, ["properties", "patternProperties", "dependentSchemas"]),
      (.unevaluated, .schema, ["unevaluatedItems", "unevaluatedProperties"]),
      (
        .validation, .none,
        [
          "type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
          "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains",
          "maxProperties", "minProperties", "required", "dependentRequired",
        ]
      ),
      (
        .metaData, .none,
        ["title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples"]
      ),
      (.formatAnnotation, .none, ["format"]),
      (.content, .none, ["contentEncoding", "contentMediaType"]),
      (.content, .schema, ["contentSchema"]),
    ]
    var all: [String: Keyword] = [:]
    for (vocabulary, shape, names) in groups {
      for name in names { all[name] = Keyword(vocabulary: vocabulary, shape: shape) }
    }
    return all
  }()
}
