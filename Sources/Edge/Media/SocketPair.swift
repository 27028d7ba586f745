import CShims
import Glibc
import RTP

/// The RTP socket on an even port and the RTCP socket on the next (RFC 3550 §11); closes both when it goes.
struct SocketPair: ~Copyable {
  let rtp: Int32
  let control: Int32
  let port: UInt16

  /// Binds the pair.
  ///
  /// - Parameter cursor: where the search begins; moved past the ports taken, so that a port rests before its reuse.
  init(host: UInt32, ports: ClosedRange<UInt16>?, cursor: inout Int) throws(MediaError) {
    guard let ports else {
      self = try Self.ephemeral(host: host)
      return
    }
    let first = (Int(ports.lowerBound) + 1) / 2
    let pairs = (Int(ports.upperBound) + 1) / 2 - first
    guard pairs > 0 else { throw .portsExhausted }
    for _ in 0..<pairs {
      let port = UInt16(2 * (first + cursor % pairs))
      cursor = (cursor + 1) % pairs
      if let pair = try Self.bind(host: host, port: port) {
        self = pair
        return
      }
    }
    throw .portsExhausted
  }

  private init(rtp: Int32, control: Int32, port: UInt16) {
    self.rtp = rtp
    self.control = control
    self.port = port
  }

  deinit {
    close(rtp)
    close(control)
  }

  /// Both sockets, or `nil` when one of the ports is taken.
  private static func bind(host: UInt32, port: UInt16) throws(MediaError) -> SocketPair? {
    let rtp = shim_udp_open(host, port)
    if rtp == -EADDRINUSE { return nil }
    guard rtp >= 0 else { throw .system(call: "bind", errno: -rtp) }
    let control = shim_udp_open(host, port + 1)
    if control >= 0 { return SocketPair(rtp: rtp, control: control, port: port) }
    close(rtp)
    if control == -EADDRINUSE { return nil }
    throw .system(call: "bind", errno: -control)
  }

  private static func ephemeral(host: UInt32) throws(MediaError) -> SocketPair {
    for _ in 0..<200 {
      // The kernel proposes a port; its even neighbour and that one's successor are what is wanted.
      let probe = shim_udp_open(host, 0)
      guard probe >= 0 else { throw .system(call: "bind", errno: -probe) }
      let proposed = shim_udp_port(probe)
      close(probe)
      guard proposed > 1023 else { continue }
      if let pair = try bind(host: host, port: UInt16(truncatingIfNeeded: proposed) & 0xFFFE) { return pair }
    }
    throw .portsExhausted
  }
}
