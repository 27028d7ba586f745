/// Why bytes are not an RTP or RTCP packet.
package enum RTPError: Error, Equatable, Sendable {
  /// Shorter than its own fields say.
  case truncated
  /// The version is not 2.
  case version
  /// The padding count is zero or reaches into the header.
  case padding
  /// A compound RTCP packet does not start with a report.
  case notAReport
  /// More bytes or sub-packets than are ever sane.
  case tooLarge
}
