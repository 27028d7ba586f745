/// A method name; unlike header names it is case-sensitive (RFC 3261 §7.1).
package struct SIPMethod: RawRepresentable, Hashable, Sendable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package static let invite = SIPMethod(rawValue: "INVITE")
  package static let ack = SIPMethod(rawValue: "ACK")
  package static let bye = SIPMethod(rawValue: "BYE")
  package static let cancel = SIPMethod(rawValue: "CANCEL")
  package static let options = SIPMethod(rawValue: "OPTIONS")
  package static let update = SIPMethod(rawValue: "UPDATE")
  package static let info = SIPMethod(rawValue: "INFO")

  /// Methods that are registered with IANA but not served here: they get 405, all others 501.
  static let known: Set<String> = [
    "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "UPDATE", "INFO", "REGISTER", "PRACK", "SUBSCRIBE", "NOTIFY",
    "PUBLISH", "MESSAGE", "REFER",
  ]

  /// The value of `Allow`.
  static let allowed = "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO"
}
