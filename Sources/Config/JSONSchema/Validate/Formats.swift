/// Checks of `format` for those who ask for them.
enum Formats {
  static let names: Set = ["date", "time", "date-time", "ipv4", "uuid", "json-pointer", "regex"]

  /// True for texts of the format, and for formats that are not known.
  static func accepts(_ name: String, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return switch name {
    case "date": isDate(bytes[...])
    case "time": isTime(bytes[...])
    case "date-time":
      bytes.count > 11 && (bytes[10] | 0x20) == UInt8(ascii: "t") && isDate(bytes[..<10]) && isTime(bytes[11...])
    case "ipv4": isIPv4(bytes)
    case "uuid": isUUID(bytes)
    case "json-pointer": JSONPointer.tokens(text) != nil
    case "regex": (try? Pattern(text)) != nil
    default: true
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// `full-date` of RFC 3339.
  private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    let start = bytes.startIndex
    guard bytes.count == 10, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
      let year = number(bytes[start..<(start + 4)]), let month = number(bytes[(start + 5)..<(start + 7)]),
      let day = number(bytes[(start + 8)...]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// `full-time` of RFC 3339; a leap second only where it falls on midnight UTC.
  private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    let start = bytes.startIndex
    let colon = UInt8(ascii: ":")
    guard bytes.count >= 9, bytes[start + 2] == colon, bytes[start + 5] == colon,
      let hour = number(bytes[start..<(start + 2)]), let minute = number(bytes[(start + 3)..<(start + 5)]),
      let second = number(bytes[(start + 6)..<(start + 8)]), hour < 24, minute < 60, second < 61
    else { return false }
    var rest = bytes[(start + 8)...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return false }
      rest = rest[digits.endIndex...]
    }
    var offset = 0
    if rest.count == 1, let zone = rest.first, zone | 0x20 == UInt8(ascii: "z") {
      offset = 0
    } else {
      let at = rest.startIndex
      guard rest.count == 6, let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
        rest[at + 3] == colon, let hours = number(rest[(at + 1)..<(at + 3)]), let minutes = number(rest[(at + 4)...]),
        hours < 24, minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "+") ? 1 : -1)
    }
    return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 == 1439
  }

  private static func isIPv4(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard let value = number(part) else { return false }
        return value < 256 && (part.count == 1 || part.first != UInt8(ascii: "0"))
      }
  }

  private static func isUUID(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 36 else { return false }
    for (index, byte) in bytes.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        guard byte == UInt8(ascii: "-") else { return false }
      } else {
        guard (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20) else { return false }
      }
    }
    return true
  }
}
