/// One header field as it was on the wire: unfolded, trimmed, compact names spelled out.
package struct SIPHeader: Equatable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// The header fields of a message in their order. Names compare without regard to case (RFC 3261 §7.3.1).
package struct SIPHeaders: Equatable, Sendable {
  package private(set) var fields: [SIPHeader] = []

  package init() {}

  /// The value of the first field of that name.
  package subscript(name: String) -> String? {
    fields.first { $0.name.equalsIgnoringCase(name) }?.value
  }

  /// The values of every field of that name, in order, each as it was written.
  package func all(_ name: String) -> [String] {
    fields.lazy.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
  }

  /// The comma-separated items of every field of that name; commas in quotes and angle brackets do not separate.
  package func list(_ name: String) -> [String] {
    all(name).flatMap { $0.splitList() }
  }

  package func count(of name: String) -> Int {
    fields.reduce(0) { $0 + ($1.name.equalsIgnoringCase(name) ? 1 : 0) }
  }

  package mutating func append(_ name: String, _ value: String) {
    fields.append(SIPHeader(name, value))
  }

  /// Replaces every field of that name by one, at the place of the first.
  package mutating func set(_ name: String, _ value: String) {
    guard let place = fields.firstIndex(where: { $0.name.equalsIgnoringCase(name) }) else {
      append(name, value)
      return
    }
    fields[place].value = value
    let rest = fields[(place + 1)...].filter { !$0.name.equalsIgnoringCase(name) }
    fields.replaceSubrange((place + 1)..., with: rest)
  }

  /// Changes the value of the first field of that name only.
  mutating func replaceFirst(_ name: String, _ value: String) {
    guard let place = fields.firstIndex(where: { $0.name.equalsIgnoringCase(name) }) else { return }
    fields[place].value = value
  }

  package mutating func remove(_ name: String) {
    fields.removeAll { $0.name.equalsIgnoringCase(name) }
  }
}
