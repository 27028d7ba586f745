/// A session description (RFC 8866) as far as offer and answer need it; what is not kept is checked for form only.
package struct SessionDescription: Equatable, Sendable {
  /// `a=name` or `a=name:value`.
  package struct Attribute: Equatable, Sendable {
    package var name: String
    package var value: String?

    package init(_ name: String, _ value: String? = nil) {
      self.name = name
      self.value = value
    }
  }

  /// `o=`; the version grows by one with every change (RFC 3264 §8).
  package struct Origin: Equatable, Sendable {
    package var user = "-"
    package var sessionID: String
    package var version: UInt64
    package var addressType = "IP4"
    package var address: String
  }

  /// `c=`; the address may be a name.
  package struct Connection: Equatable, Sendable {
    package var addressType: String
    /// Without the TTL and count of multicast.
    package var address: String
    package var isMulticast: Bool

    package init(address: String) {
      self.address = address
      addressType = address.utf8.contains(UInt8(ascii: ":")) ? "IP6" : "IP4"
      isMulticast = false
    }
  }

  /// One `m=` section.
  package struct Media: Equatable, Sendable {
    package var kind: String
    package var port: UInt16
    /// `RTP/AVP` and the like.
    package var profile: String
    package var formats: [String]
    package var connection: Connection?
    package var attributes: [Attribute] = []

    /// The value of the first attribute of that name.
    package func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    package func has(_ name: String) -> Bool { attributes.contains { $0.name == name } }
  }

  package var origin: Origin
  package var name = "-"
  package var connection: Connection?
  package var attributes: [Attribute] = []
  package var media: [Media] = []

  /// The direction of a section: its own, else the session's, else sendrecv (RFC 3264 §5.1).
  package func direction(of media: Media) -> MediaDirection {
    for attribute in media.attributes + attributes where attribute.value == nil {
      if let direction = MediaDirection(rawValue: attribute.name) { return direction }
    }
    return .sendReceive
  }
}
