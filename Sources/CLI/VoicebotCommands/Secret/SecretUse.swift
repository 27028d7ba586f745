import Diagnostics
import JSON
import Resources
import Service
import Shapes
import YAMLTree

/// A reference to a secret with the places that use it. The value is never kept.
struct SecretUse {
  /// As it is written: `env:NAME` or `file:/path`.
  var text: String
  var reference: SecretReference
  var places: [(field: String, place: Diagnostic.Place)] = []

  /// Whether this machine and this user can read a value that is not empty.
  var resolves: Bool { Self.value(reference) != nil }

  /// Every reference in the resources, by its text.
  static func all(in resources: [Resource]) -> [SecretUse] {
    var found: [String: SecretUse] = [:]
    for resource in resources {
      walk(resource.writtenSpec, []) { path, text in
        guard let reference = parse(text) else { return }
        let use = ("\(resource.name.path) \(FieldStep.text(path))", resource.origin(of: path) ?? resource.place)
        found[text, default: SecretUse(text: text, reference: reference)].places.append(use)
      }
    }
    return found.values.sorted { $0.text < $1.text }
  }

  /// Of `env:NAME` and `file:/path`; nil for any other text.
  static func parse(_ text: String) -> SecretReference? {
    if text.hasPrefix("env:") {
      let name = text.dropFirst(4)
      let isName = name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
      }
      return isName && !name.isEmpty && name.first?.isNumber == false ? .environment(String(name)) : nil
    }
    guard text.hasPrefix("file:"), text.count > 5, !text.contains(where: \.isWhitespace) else { return nil }
    return .file(String(text.dropFirst(5)))
  }

  /// To be used and let go of, never shown.
  static func value(_ reference: SecretReference) -> String? {
    guard let value = try? Secrets.read(reference), !value.isEmpty else { return nil }
    return value
  }

  private static func walk(_ value: JSONValue, _ path: [FieldStep], _ visit: ([FieldStep], String) -> Void) {
    switch value {
    case .string(let text): visit(path, text)
    case .array(let elements):
      for (index, element) in elements.enumerated() { walk(element, path + [.element(index)], visit) }
    case .object(let object):
      for member in object.members { walk(member.value, path + [.name(member.name)], visit) }
    default: break
    }
  }
}
