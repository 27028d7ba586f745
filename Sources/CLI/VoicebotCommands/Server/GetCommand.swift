import AdminClient
import ArgumentParser
import Diagnostics
import JSON
import Resources
import YAMLTree

struct GetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "List the resources that are live on a runtime.",
    discussion: "  voicebot get\n  voicebot get bot --tenant roma\n  voicebot get bot roma/pizzeria -o yaml")

  @OptionGroup var server: ServerOptions

  @Argument(
    help: ArgumentHelp("A kind, in any case.", valueName: "kind"), completion: .list(Self.kinds.map { $0.lowercased() })
  )
  var kind: String?

  @Argument(
    help: ArgumentHelp("One resource: its name, after its tenant where it has one.", valueName: "tenant/name"),
    completion: LiveNames.completion(.resources))
  var name: String?

  @Option(help: "Only this tenant's.", completion: LiveNames.completion(.tenants))
  var tenant: String?

  @Option(name: [.customShort("o"), .long], help: "text, json, yaml or ndjson.")
  var output = DataFormat.text

  static let kinds = ResourceName.Kind.allCases.map(\.rawValue)

  func run() async throws {
    let client = try server.client()
    if let kind, let name {
      let found = try await ResourceLookup.find(client, kind, name)
      return ServerOutput.show(found, output) { YAMLWriter.text(found) }
    }
    let resources = try await ServerRequest.run { try await client.resources(kind: kind, tenant: tenant) }
    if resources.isEmpty, let kind, !Self.kinds.contains(where: { $0.lowercased() == kind.lowercased() }) {
      throw CommandFailure(
        .notFound, "there is no kind `\(kind)`", fix: "one of: \(Self.kinds.joined(separator: ", "))")
    }
    ServerOutput.show(.array(resources), output) {
      ServerOutput.table(
        ["KIND", "TENANT", "NAME", "FILE"],
        resources.map { item in
          [
            item["kind"]?.text ?? "", item["metadata"]?["tenant"]?.stringValue ?? "-",
            item["metadata"]?["name"]?.text ?? "", "\(item["file"]?.text ?? ""):\(item["line"]?.text ?? "")",
          ]
        })
    }
  }
}

enum ResourceLookup {
  static func find(_ client: AdminClient, _ kind: String, _ name: String) async throws -> JSONValue {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    do {
      return try await ServerRequest.run(missing: "`voicebot get \(kind.lowercased())` lists those that are live") {
        try await client.resource(
          kind: kind, tenant: parts.count == 2 ? parts[0] : nil, name: parts.last ?? name)
      }
    } catch var failure as CommandFailure where failure.code == .notFound {
      let known = ((try? await client.resources(kind: kind, tenant: nil)) ?? []).compactMap(Self.fullName).sorted()
      let meant = known.filter { $0 == name || $0.hasSuffix("/\(name)") }
      if let near = meant.first ?? Closest.find(name, among: known)?.name { failure.fix = "did you mean `\(near)`?" }
      throw failure
    }
  }

  /// `tenant/name`, or the name alone of what has no tenant.
  private static func fullName(_ resource: JSONValue) -> String? {
    guard let name = resource["metadata"]?["name"]?.stringValue else { return nil }
    return resource["metadata"]?["tenant"]?.stringValue.map { "\($0)/\(name)" } ?? name
  }
}

struct DescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Show one live resource with everything in force and the calls it has.",
    discussion: "  voicebot describe bot roma/pizzeria")

  @OptionGroup var server: ServerOptions

  @Argument(
    help: ArgumentHelp("A kind, in any case.", valueName: "kind"),
    completion: .list(GetCommand.kinds.map { $0.lowercased() }))
  var kind: String

  @Argument(
    help: ArgumentHelp("Its name, after its tenant where it has one.", valueName: "tenant/name"),
    completion: LiveNames.completion(.resources))
  var name: String

  func run() async throws {
    let client = try server.client()
    let found = try await ResourceLookup.find(client, kind, name)
    let revision = try await ServerRequest.run { try await client.revision() }
    let metadata = found["metadata"]
    Terminal.output(
      "\(found["kind"]?.text ?? kind) \(metadata?["tenant"]?.stringValue.map { "\($0)/" } ?? "")\(metadata?["name"]?.text ?? name)"
    )
    Terminal.output("declared   \(found["file"]?.text ?? ""):\(found["line"]?.text ?? "")")
    Terminal.output("revision   \(revision["revision"]?.text ?? "-")  \(revision["commit"]?.text.prefix(12) ?? "")")
    if found["kind"]?.stringValue == "Bot" {
      let calls = try await ServerRequest.run { try await client.calls() }
      let own = calls.filter {
        $0["bot"]?.stringValue == metadata?["name"]?.stringValue && $0["endedAt"].map { $0 == .null } ?? true
      }
      Terminal.output("calls      \(own.count) in progress")
    }
    Terminal.output("")
    Terminal.outputPart(YAMLWriter.text(["spec": found["spec"] ?? .null]))
  }
}
