import NIOSSL
import Synchronization

/// Where the server's certificate and its private key are: PEM files.
package struct TLSFiles: Sendable, Hashable {
  /// The server's certificate, then those that lead to its authority.
  package var certificate: String
  package var key: String
  package init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}

/// The certificate new connections are served with. TLS 1.2 at least.
final class TLSContext: Sendable {
  private let files: TLSFiles
  private let context: Mutex<NIOSSLContext>

  init(_ files: TLSFiles) throws(AdminServerError) {
    self.files = files
    context = Mutex(try Self.load(files))
  }

  func handler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context.withLock { $0 }) }

  func reload() throws(AdminServerError) {
    let next = try Self.load(files)
    context.withLock { $0 = next }
  }

  private static func load(_ files: TLSFiles) throws(AdminServerError) -> NIOSSLContext {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
      guard !chain.isEmpty else {
        throw AdminServerError(message: "\(files.certificate) holds no certificate")
      }
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem)))
      configuration.minimumTLSVersion = .tlsv12
      configuration.applicationProtocols = ["http/1.1"]
      return try NIOSSLContext(configuration: configuration)
    } catch let error as AdminServerError {
      throw error
    } catch {
      throw AdminServerError(
        message: "cannot use the certificate \(files.certificate) with the key \(files.key): \(error)")
    }
  }
}
