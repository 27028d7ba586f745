/// `CSeq`: a number below 2³¹ and the method (RFC 3261 §20.16, §8.1.1.5).
package struct CSeq: Equatable, Sendable, CustomStringConvertible {
  package var number: UInt32
  package var method: SIPMethod

  package init(number: UInt32, method: SIPMethod) {
    self.number = number
    self.method = method
  }

  package init(_ text: String) throws(SIPParseError) {
    let words = text.utf8.split(whereSeparator: \.isBlank).compactMap { String($0) }
    guard words.count == 2, let number = words[0].decimal(maximum: 0x7FFF_FFFF), words[1].isToken else {
      throw .badHeader("CSeq")
    }
    self.number = UInt32(number)
    method = SIPMethod(rawValue: words[1])
  }

  package var description: String { "\(number) \(method.rawValue)" }
}
