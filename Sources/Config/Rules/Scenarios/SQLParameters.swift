/// Finds `:name` in SQL, outside literals, quoted names and comments.
enum SQLParameters {
  static func names(in statement: String) -> [String] {
    let bytes = Array(statement.utf8)
    var names: [String] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        index = (bytes[(index + 1)...].firstIndex(of: bytes[index]) ?? bytes.count) + 1
      case UInt8(ascii: "-") where bytes[index...].starts(with: [0x2D, 0x2D]):
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      case UInt8(ascii: "/") where bytes[index...].starts(with: [0x2F, 0x2A]):
        index += 2
        while index < bytes.count, !bytes[index...].starts(with: [0x2A, 0x2F]) { index += 1 }
        index += 2
      case UInt8(ascii: ":"):
        let name = bytes[(index + 1)...].prefix {
          (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
        }
        if !name.isEmpty { names.append(String(decoding: name, as: UTF8.self)) }
        index += name.count + 1
      default: index += 1
      }
    }
    return names
  }
}
