package import JSON

/// A compiled schema of JSON Schema draft 2020-12: every keyword of its core, applicator, unevaluated, validation,
/// meta-data, content and format vocabularies. Content and, unless asked for, `format` are annotations.
///
/// A keyword that is none of these is refused, so that no schema promises what is not checked; so is a `$schema` whose
/// vocabularies are not known. References lead within the document or to documents of the registry, nothing is fetched.
/// References that come back to themselves without going into the value are refused too.
///
/// Invariant: compiling and validating are bounded in depth, in failures and in work. A value that cannot be judged
/// within its `maximumSteps` fails with that reason; it is never accepted.
package struct Schema: Sendable {
  /// Nested schemas in a document.
  package static let maximumDepth = 64
  /// Schemas in all documents together.
  package static let maximumSchemas = 200_000
  package static let maximumFailures = 32
  /// Schemas applied within each other while a value is judged.
  package static let maximumEvaluationDepth = 512

  package struct Options: Sendable, Hashable {
    package enum UnknownKeywords: Sendable, Hashable { case refuse, annotate }
    /// Formats as `Formats.names` has them are checked, or none is.
    package enum FormatUse: Sendable, Hashable { case annotate, assert }

    package var unknownKeywords: UnknownKeywords
    package var formats: FormatUse
    /// Keywords beyond the draft's that are taken for annotations, such as an editor's `markdownDescription`.
    package var annotations: Set<String>
    /// Work a value may take to judge: about one step for each keyword, element and character looked at.
    package var maximumSteps: Int
    /// Instructions of all patterns together; a schema with more is refused.
    package var maximumInstructions: Int

    package init(
      unknownKeywords: UnknownKeywords = .refuse, formats: FormatUse = .annotate, annotations: Set<String> = [],
      maximumSteps: Int = 4_000_000, maximumInstructions: Int = 200_000
    ) {
      self.unknownKeywords = unknownKeywords
      self.formats = formats
      self.annotations = annotations
      self.maximumSteps = maximumSteps
      self.maximumInstructions = maximumInstructions
    }
  }

  let program: SchemaProgram
  let root: Int

  /// Compiles the schema with all its parts, and what they refer to.
  ///
  /// - Parameters:
  ///   - uri: where the schema comes from; the base of its references unless its `$id` says otherwise.
  ///   - registry: the documents that references may lead to.
  package init(
    _ json: JSONValue, at uri: String = "", registry: SchemaRegistry = SchemaRegistry(), options: Options = Options()
  ) throws(SchemaError) {
    var compiler = SchemaCompiler(registry: registry, options: options)
    program = try compiler.compile(json, at: uri)
    root = 0
  }

  private init(program: SchemaProgram, root: Int) {
    self.program = program
    self.root = root
  }

  /// Empty where the value meets the schema.
  package func validate(_ value: JSONValue) -> [SchemaFailure] {
    var validator = SchemaValidator(program: program)
    return validator.validate(value, root)
  }

  /// The same with the work taken off `steps`, for whoever holds many values against schemas; once it is used up, values
  /// fail as those do that take longer than `maximumSteps`, and `steps` is zero.
  package func validate(_ value: JSONValue, steps: inout Int) -> [SchemaFailure] {
    var validator = SchemaValidator(program: program, steps: min(steps, program.maximumSteps))
    let failures = validator.validate(value, root)
    steps = max(0, steps - validator.spent)
    return failures
  }

  /// Instructions of all patterns of the schema and of those it leads to.
  package var patternInstructions: Int { program.instructions }

  /// Whether the value meets the schema, without finding out where it does not.
  package func accepts(_ value: JSONValue) -> Bool {
    var validator = SchemaValidator(program: program)
    return validator.accepts(value, root)
  }
}

/// What the top level says about an object's members. Only its own `type`, `properties`, `required` and
/// `additionalProperties` are told, not those of schemas it refers to or is composed of (`$ref`, `allOf`, `anyOf`, …):
/// for such schemas these are approximate and `validate` has the last word.
extension Schema {
  private var rules: SchemaRules { program.nodes[root].rules }

  /// Names of the top level's `properties`, in their order.
  package var propertyNames: [String] { rules.object?.propertyNames ?? [] }
  /// Names the top level requires.
  package var requiredNames: [String] { rules.object?.required ?? [] }
  /// Whether members beyond the named ones are accepted at the top level.
  package var acceptsOtherProperties: Bool {
    guard let object = rules.object, let additional = object.additional else { return true }
    return program.nodes[additional].rules.verdict != false || !object.patterns.isEmpty
  }
  /// The schema of one of the top level's properties.
  package func property(_ name: String) -> Schema? {
    guard let slot = rules.object?.named[ExactText(name)], let schema = slot.schema else { return nil }
    return Schema(program: program, root: schema)
  }
  /// The types accepted at the top level; empty where any is.
  package var typeNames: [String] { rules.types?.names ?? [] }
}
