/// One step from a value to a value inside it.
package enum FieldStep: Sendable, Hashable, CustomStringConvertible {
  case name(String)
  /// An element of a list, from 0.
  case element(Int)
  /// The element of a list whose `name` that is.
  case named(String)

  package var description: String {
    switch self {
    case .name(let name): name
    case .element(let index): "[\(index)]"
    case .named(let name): "[\(name)]"
    }
  }

  /// `turns.silence[0].after`, `tools[place_order].timeout`.
  package static func text(_ path: [FieldStep]) -> String {
    path.reduce(into: "") { text, step in
      if case .name = step, !text.isEmpty { text += "." }
      text += step.description
    }
  }
}
