import Diagnostics
import JSON
import JSONSchema
import YAMLTree

extension ScenarioRules {
  /// Holds what steps set of the outcome against its schema: names, constant values, and those that a slot may have.
  mutating func checkOutcomes(_ schema: Schema) {
    for entry in spec["steps"]?.entries ?? [] {
      for field in entry.value["outcome"]?.entries ?? [] {
        guard let property = schema.property(field.name) else {
          if !schema.acceptsOtherProperties {
            report.addUnknown(
              .badOutcome, "the outcome has no field `\(field.name)`", field.nameRange, name: field.name,
              known: schema.propertyNames)
          }
          continue
        }
        for value in samples(field.value) where work > 0 {
          guard let failure = property.validate(value, steps: &work).first else { continue }
          if work == 0 { break }
          let path = failure.path.isEmpty ? "" : " at \(failure.path)"
          report.add(
            .badOutcome, "`\(field.name)` may be \(JSONWriter.string(value)), but \(failure.message)\(path)",
            field.value.range)
          break
        }
      }
    }
  }
}
