package import NIOCore
import NIOPosix
package import SIP

package final class SIPEndpoint: Sendable {
  package typealias Handler = @Sendable (UserAgent.Action, inout UserAgent, _ now: Duration) -> Void
  package let localAddress: TransportAddress
  init(localAddress: TransportAddress) { self.localAddress = localAddress }
  package static func bind(
    host: String, port: Int, group: any EventLoopGroup, seed: UInt64,
    configure: @Sendable (inout UserAgent.Configuration) -> Void = { _ in }, handler: @escaping Handler
  ) async throws(EndpointError) -> SIPEndpoint { throw .closed }
  package func perform<Value: Sendable>(
    _ body: @escaping @Sendable (inout UserAgent, _ now: Duration) -> Value
  ) async throws(EndpointError) -> Value { throw .closed }
  package func submit(_ body: @escaping @Sendable (inout UserAgent, _ now: Duration) -> Void) {}
  package func close() async {}
}
