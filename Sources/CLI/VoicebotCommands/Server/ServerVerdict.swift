import AdminClient
import JSON

/// What the runtime says of a commit, without making it live.
enum ServerVerdict {
  static func ask(_ server: ServerOptions, directory: String) async throws {
    let client = try server.client()
    let target = try TargetCommit.find(directory, reference: "HEAD")
    target.warnOfUncommitted()
    let answer = try await ServerRequest.run { try await client.plan(.bundle(target.bundle)) }
    for diagnostic in answer["diagnostics"]?.arrayValue ?? [] {
      Terminal.statusPart(ServerRequest.text(diagnostic))
    }
    Terminal.status("\(client.endpoint.url) would take \(target.id.prefix(12))")
  }
}
