/// A text compared by its bytes, as JSON does; `String` holds texts of equal appearance to be equal.
struct ExactText: Sendable, Hashable {
  let text: String
  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool { same(left.text, right.text) }

  static func same(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
  }

  func hash(into hasher: inout Hasher) {
    let isHashed =
      text.utf8.withContiguousStorageIfAvailable { bytes in
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        return true
      } ?? false
    if !isHashed { for byte in text.utf8 { hasher.combine(byte) } }
  }
}
