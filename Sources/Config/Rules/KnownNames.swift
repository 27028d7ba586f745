/// Names that a reference may have, in the order in which they are suggested, to be asked many times.
struct KnownNames: Sequence {
  let ordered: [String]
  /// Nil while they are few: then to look at each is quicker.
  private let all: Set<String>?

  init(_ names: [String]) {
    ordered = names
    all = names.count > 16 ? Set(names) : nil
  }

  func contains(_ name: String) -> Bool { all?.contains(name) ?? ordered.contains(name) }
  func makeIterator() -> IndexingIterator<[String]> { ordered.makeIterator() }
}
