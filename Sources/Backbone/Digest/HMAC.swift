/// HMAC with SHA-256 (RFC 2104).
package enum HMAC {
  private static let blockBytes = 64

  package static func sha256(key: [UInt8], _ message: some Collection<UInt8>) -> [UInt8] {
    var block = key.count > blockBytes ? SHA256.digest(key) : key
    block += [UInt8](repeating: 0, count: blockBytes - block.count)
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    return SHA256.digest(block.map { $0 ^ 0x5c } + inner.finish())
  }
}
