/// Writes texts as scalars.
package enum YAMLScalarText {
  /// Double quoted, on one line; what may not stand in a file is escaped.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: result += "\\x" + hexadecimal(scalar.value, 2)
        // Marks of direction could make a line read as another.
        case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
          result += "\\u" + hexadecimal(scalar.value, 4)
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func hexadecimal(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// Whether the text, written without quotes on one line, is read back as this text and as a string. Flow
  /// collections are assumed, so it holds everywhere.
  package static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20 else { return false }
    if "-?:,[]{}#&*!|>'\"%@`.<=".utf8.contains(first) || last == UInt8(ascii: ":") { return false }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0..<0x20, 0x7F: return false
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): return false
      case UInt8(ascii: ":"): if bytes[index + 1] == 0x20 { return false }
      case UInt8(ascii: "#"): if bytes[index - 1] == 0x20 { return false }
      default: break
      }
    }
    for scalar in text.unicodeScalars where !scalar.isASCII {
      switch scalar.value {
      case 0x80...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: return false
      default: break
      }
    }
    let scalar = YAMLScalar(text: text, style: .plain)
    return scalar.resolved == .string && YAMLWarning.misread(scalar) == nil
  }

  /// Plain where that is safe, else double quoted.
  package static func string(_ text: String) -> String { isPlain(text) ? text : quoted(text) }
}
