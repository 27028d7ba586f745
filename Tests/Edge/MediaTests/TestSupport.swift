import Foundation
import Glibc
import Media
import RTP

let loopback: UInt32 = 0x7F00_0001

func monotonicNanoseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Asks every 5 ms until the condition holds or the deadline passes; gives what it was last.
func eventually(seconds: Double = 10, _ condition: () -> Bool) -> Bool {
  let deadline = monotonicNanoseconds() + Int64(seconds * 1e9)
  while monotonicNanoseconds() < deadline {
    if condition() { return true }
    usleep(5000)
  }
  return condition()
}

func parameters(
  to port: UInt16, codec: MediaCodec = .pcmu, sending: Bool = true, receiving: Bool = true
) -> MediaParameters {
  MediaParameters(
    remote: MediaAddress(ipv4: loopback, port: port), codec: codec, sending: sending, receiving: receiving)
}

/// A steady tone at −9 dBFS, whole frames.
func tone(frames: Int) -> [Int16] {
  (0..<frames * 160).map { Int16(sin(2 * .pi * 400 * Double($0) / 8000) * 16384) }
}

/// A plain UDP socket that plays the other end by hand.
final class RawPeer {
  let descriptor: Int32
  let port: UInt16

  init() {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    self.descriptor = descriptor
    var address = Self.address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        _ = bind(descriptor, pointer, length)
        _ = getsockname(descriptor, pointer, &length)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    var limit = timeval(tv_sec: 0, tv_usec: 200_000)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = loopback.bigEndian
    address.sin_port = port.bigEndian
    return address
  }

  func send(_ bytes: [UInt8], to port: UInt16) {
    var address = Self.address(port)
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(descriptor, bytes, bytes.count, 0, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  func sendAudio(
    sequence: UInt16, timestamp: UInt32, ssrc: UInt32 = 77, payload: [UInt8] = [UInt8](repeating: 0x10, count: 160),
    payloadType: UInt8 = 0, to port: UInt16
  ) {
    var bytes = [UInt8](repeating: 0, count: RTPHeader.minimumSize)
    let header = RTPHeader(payloadType: payloadType, sequence: sequence, timestamp: timestamp, ssrc: ssrc)
    bytes.withUnsafeMutableBytes { header.write(to: $0) }
    send(bytes + payload, to: port)
  }

  /// The next packet, or `nil` after 200 ms without one.
  func receive() -> (header: RTPHeader, payload: [UInt8])? {
    var bytes = [UInt8](repeating: 0, count: 2000)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    bytes.removeLast(bytes.count - count)
    guard let header = try? bytes.withUnsafeBytes({ buffer in try RTPHeader(parsing: buffer) }) else { return nil }
    return (header, Array(bytes[header.payloadOffset..<header.payloadOffset + header.payloadLength]))
  }
}
