import Diagnostics
package import JSON
import Resources

/// What there is to say about a kind, an object or a field of the language.
package struct FieldExplanation: Sendable {
  package struct Unknown: Error, Sendable {
    package var message: String
    /// The path that was probably meant, or what there is.
    package var suggestion: String?
  }

  package let path: [String]
  let field: Field
  /// Where resources of a kind are kept; kinds only.
  package let home: String?
  /// An example of the whole document; kinds only.
  let document: JSONValue?

  /// Of a path such as `Bot`, `Bot.spec.turns` or `bot.transfer.staff.to`: the case of names, `spec`, names of a map
  /// and indices of a list may be left out.
  package static func find(_ path: String) throws(Unknown) -> FieldExplanation {
    let segments = FieldPath.segments(path)
    guard let first = segments.first else { throw Unknown(message: "the path is empty", suggestion: nil) }
    guard let kind = FieldPath.kind(first) else {
      let match = Closest.match(first, among: ResourceName.Kind.allCases.map(\.rawValue))
      throw Unknown(
        message: "there is no kind `\(first)`",
        suggestion: match.map { "did you mean `\(([$0] + segments.dropFirst()).joined(separator: "."))`?" }
          ?? "kinds are \(ResourceName.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard segments.count > 1 else { return FieldExplanation(kind) }
    do {
      let found = try FieldPath.find(kind, Array(segments.dropFirst()))
      return FieldExplanation(path: found.path, field: found.field, home: nil, document: nil)
    } catch {
      throw Unknown(error)
    }
  }

  private init(path: [String], field: Field, home: String?, document: JSONValue?) {
    self.path = path
    self.field = field
    self.home = home
    self.document = document
  }

  init(_ kind: ResourceName.Kind) {
    let shape = KindShape.of(kind)
    let spec = shape.field("spec")
    let isCarriedOut = spec?.shape.object?.carriedOut ?? true
    self.init(
      path: [kind.rawValue], field: Field(kind.rawValue, spec?.shape ?? .json, carriedOut: isCarriedOut, shape.doc),
      home: RepositoryPath.home(of: kind), document: KindShape.example(kind))
  }

  /// The kinds with a sentence about each.
  package static var kinds: [(name: String, doc: String)] {
    ResourceName.Kind.allCases.map { ($0.rawValue, KindShape.of($0).doc) }
  }

  /// The fields inside; empty for a single value.
  package var fields: [Field] { field.shape.object?.fields ?? [] }

  /// An example in its place, from the top of the document.
  package var example: JSONValue? {
    if let document { return document }
    guard var value = field.shownExamples.first ?? field.shape.objectExample else { return nil }
    for segment in path.dropFirst().reversed() {
      let isElement = segment.hasSuffix("[]")
      let name = segment == "<name>" ? "name" : isElement ? String(segment.dropLast(2)) : segment
      value = .object(JSONObject(distinct: [(name, isElement ? .array([value]) : value)]))
    }
    return value
  }
}

extension FieldExplanation.Unknown {
  fileprivate init(_ error: FieldPath.Unknown) {
    guard !error.known.isEmpty else {
      self.init(message: "`\(error.place)` has no fields", suggestion: "explain `\(error.place)`")
      return
    }
    let match = Closest.match(error.segment, among: error.known)
    self.init(
      message: "`\(error.place)` has no field `\(error.segment)`",
      suggestion: match.map { "did you mean `\(error.place).\($0)`?" }
        ?? "its fields are \(error.known.joined(separator: ", "))")
  }
}
