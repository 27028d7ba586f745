import Resources

/// Finds the field that a path such as `Bot.spec.transfer.staff.to` means.
///
/// Kinds and fields are found whatever their case; `spec`, names of a map and indices of a list may be left out.
enum FieldPath {
  /// The field at the end, with the path as it is properly written.
  struct Found {
    var path: [String]
    var field: Field
  }

  /// A segment that means nothing.
  struct Unknown: Error {
    /// What the segments before it mean, joined; empty for the kind itself.
    var place: String
    var segment: String
    /// The names there are in that place.
    var known: [String]
  }

  static func kind(_ name: String) -> ResourceName.Kind? {
    ResourceName.Kind.allCases.first { $0.rawValue.lowercased() == name.lowercased() }
  }

  /// `segments` come after the kind and are at least one.
  static func find(_ kind: ResourceName.Kind, _ segments: [String]) throws(Unknown) -> Found {
    let document = KindShape.of(kind)
    do {
      return try find(segments[...], in: document, [kind.rawValue], isCarriedOut: true)
    } catch {
      guard let spec = document.field("spec"), case .object(let shape) = spec.shape else { throw error }
      do {
        return try find(segments[...], in: shape, [kind.rawValue, "spec"], isCarriedOut: shape.carriedOut)
      } catch let inner {
        // The message is about where the path got furthest, and `spec` is no field of the spec.
        throw segments.first?.lowercased() != "spec" && inner.place.count >= error.place.count ? inner : error
      }
    }
  }

  private static func find(
    _ segments: ArraySlice<String>, in object: ObjectShape, _ path: [String], isCarriedOut: Bool
  ) throws(Unknown) -> Found {
    // A name may hold dots, `latency.p95`: the longest that fits counts.
    for count in stride(from: min(segments.count, 3), through: 1, by: -1) {
      let name = segments.prefix(count).joined(separator: ".").lowercased()
      guard var field = object.fields.first(where: { $0.name.lowercased() == name }) else { continue }
      field.carriedOut = field.carriedOut && isCarriedOut
      return try find(segments.dropFirst(count), in: field, path + [field.name])
    }
    throw Unknown(
      place: path.joined(separator: "."), segment: segments.first ?? "", known: object.fields.map(\.name))
  }

  private static func find(
    _ rest: ArraySlice<String>, in field: Field, _ path: [String]
  ) throws(Unknown) -> Found {
    guard let segment = rest.first else { return Found(path: path, field: field) }
    switch field.shape {
    case .object(let object): return try find(rest, in: object, path, isCarriedOut: field.carriedOut)
    case .list(let element, least: _):
      var inner = field
      inner.shape = element
      inner.examples = []
      inner.defaultValue = nil
      let isIndex = segment.utf8.allSatisfy { (0x30...0x39).contains($0) }
      return try find(isIndex ? rest.dropFirst() : rest, in: inner, indexed(path))
    case .map(_, let element):
      var inner = field
      inner.shape = element
      inner.examples = []
      inner.defaultValue = nil
      // A field of what the names stand for, the name left out; else a name.
      if case .object(let object) = element,
        let found = try? find(rest, in: object, path + ["<name>"], isCarriedOut: field.carriedOut)
      {
        return found
      }
      return try find(rest.dropFirst(), in: inner, path + ["<name>"])
    case .json: return Found(path: path, field: field)
    case .text, .template, .integer, .number, .boolean, .duration, .durationIn, .size, .choice, .scalar:
      throw Unknown(place: path.joined(separator: "."), segment: segment, known: [])
    }
  }

  private static func indexed(_ path: [String]) -> [String] {
    guard let last = path.last else { return path }
    return path.dropLast() + [last + "[]"]
  }

  /// The parts of a path: dots part them, and brackets are indices.
  static func segments(_ text: String) -> [String] {
    text.replacing("[]", with: "").replacing("[", with: ".").replacing("]", with: "")
      .split(separator: ".").map { String($0) }
  }
}
