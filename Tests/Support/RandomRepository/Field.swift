/// A value of a document before it has a layout.
package indirect enum Field: Sendable, Hashable {
  /// Text, quoted where it would not be read as such.
  case text(String)
  /// A number, a truth value, a duration: never quoted.
  case plain(String)
  case list([Field])
  case map([Entry])

  package struct Entry: Sendable, Hashable {
    package var name: String
    package var value: Field
    package init(_ name: String, _ value: Field) {
      self.name = name
      self.value = value
    }
  }
}

extension Field: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .plain("\(value)") }
  package init(booleanLiteral value: Bool) { self = .plain(value ? "true" : "false") }
  package init(arrayLiteral elements: Field...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, Field)...) { self = .map(elements.map { Entry($0.0, $0.1) }) }

  /// The value of a map's entry; nil takes it away.
  package subscript(name: String) -> Field? {
    get {
      guard case .map(let entries) = self else { return nil }
      return entries.first { $0.name == name }?.value
    }
    set {
      guard case .map(var entries) = self else { return }
      let place = entries.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): entries[place].value = value
      case (let place?, nil): entries.remove(at: place)
      case (nil, let value?): entries.append(Entry(name, value))
      case (nil, nil): break
      }
      self = .map(entries)
    }
  }
}
