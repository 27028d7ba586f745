import JSON
import Resources
import Shapes
import YAMLTree

/// What differs between two revisions of a resource, value by value.
enum FieldComparison {
  static func changes(from old: Resource, to new: Resource) -> [FieldChange] {
    if old.isWritten(as: new) { return [] }
    var changes = metadata(old, new)
    var places = ResourcePlaces(of: new)
    for difference in Comparison.differences(old.effectiveSpec, new.effectiveSpec) {
      let path = [.name("spec")] + difference.path
      let name = path.last { if case .name = $0 { true } else { false } }?.description ?? ""
      changes.append(
        FieldChange(
          path: FieldStep.text(path), old: difference.old.map { SecretMask.masked($0, under: name) },
          new: difference.new.map { SecretMask.masked($0, under: name) }, place: places.place(of: difference.path),
          breaks: Breaking.reason(new.name.kind, difference)))
    }
    return changes.sorted { $0.path < $1.path }
  }

  private static func metadata(_ old: Resource, _ new: Resource) -> [FieldChange] {
    func json(_ resource: Resource) -> JSONValue {
      func object(_ map: [String: String]) -> JSONValue {
        .object(JSONObject(distinct: map.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
      }
      return ["labels": object(resource.metadata.labels), "annotations": object(resource.metadata.annotations)]
    }
    return Comparison.differences(json(old), json(new)).map { difference in
      FieldChange(
        path: FieldStep.text([.name("metadata")] + difference.path), old: difference.old.map { SecretMask.masked($0) },
        new: difference.new.map { SecretMask.masked($0) }, place: new.place)
    }
  }
}
