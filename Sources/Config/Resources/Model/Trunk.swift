/// A carrier or PBX that may send calls here, known by its source addresses.
package struct Trunk: Sendable, Hashable {
  package struct Registration: Sendable, Hashable {
    /// `host:port`.
    package var registrar: String
    package var username: String
    package var secret: SecretReference?
    package var expires: Duration = .seconds(300)
    package init(registrar: String, username: String) {
      self.registrar = registrar
      self.username = username
    }
  }
  package enum Transport: String, Sendable, Hashable, CaseIterable { case udp, tcp, tls, ws, wss }
  package enum SRTP: String, Sendable, Hashable, CaseIterable { case off, optional, required }
  /// IPv4 addresses or CIDR blocks; `allow` nil allows all that `deny` does not name.
  package struct AccessList: Sendable, Hashable {
    package var allow: [String]?
    package var deny: [String] = []
    package init() {}
  }
  package struct CallerID: Sendable, Hashable {
    package var standard: String
    /// Prefixes of the numbers that may be shown.
    package var allowed: [String] = []
    package var anonymous = false
    package init(standard: String) { self.standard = standard }
  }
  package var metadata: Metadata
  /// IPv4 addresses or CIDR blocks the trunk sends from.
  package var sources: [String] = []
  package var registration: Registration?
  /// `host:port` calls out are sent to.
  package var hosts: [String] = []
  package var transports: [Transport] = [.udp]
  /// Codec names in order of preference, such as `PCMU`.
  package var codecs: [String] = ["PCMU", "PCMA"]
  package var srtp = SRTP.off
  package var acl = AccessList()
  package var optionsKeepalive: Duration?
  package var callerID: CallerID?
  package var concurrentCalls: Int?
  package init(metadata: Metadata) { self.metadata = metadata }
}
