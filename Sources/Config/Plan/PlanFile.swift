import Digest
package import JSON

/// A plan that can be kept, shown to a reviewer, and carried out later, or not at all.
///
/// It is bound to the revision it was made against, by number and commit, and to the commit it leads to; its digest covers all of it. It
/// holds no file of the repository and no secret: what is applied is the commit, checked again by the server.
package struct PlanFile: Sendable, Hashable {
  package static let format = "voicebot.plan/v1"
  package static let maximumBytes = 8 << 20

  /// Revision of the server; 0 where it had none.
  package var baseRevision: Int
  /// That revision's commit, which tells it from another server's of the same number; nil where there was none.
  package var baseCommit: String?
  package var commit: String
  /// Address of the server it was made against.
  package var server: String
  /// `Plan.json`, for reading.
  package var plan: JSONValue

  package init(baseRevision: Int, baseCommit: String?, commit: String, server: String, plan: JSONValue) {
    self.baseRevision = baseRevision
    self.baseCommit = baseCommit
    self.commit = commit
    self.server = server
    self.plan = plan
  }

  package struct Failure: Error, Sendable, Hashable {
    package var message: String
  }

  private var content: JSONObject {
    JSONObject(distinct: [
      ("format", .string(Self.format)), ("server", .string(server)),
      ("base", .integer(Int64(baseRevision))),
      ("baseCommit", baseCommit.map { .string($0) } ?? .null), ("commit", .string(commit)), ("plan", plan),
    ])
  }

  /// One line of JSON.
  package var text: String {
    var object = content
    object["digest"] = .string(Self.digest(.object(content)))
    return JSONWriter.string(.object(object)) + "\n"
  }

  package init(parsing bytes: [UInt8]) throws(Failure) {
    guard bytes.count <= Self.maximumBytes else { throw Failure(message: "longer than 8 MiB") }
    let value: JSONValue
    do throws(JSONError) { value = try JSONParser.parse(bytes) } catch { throw Failure(message: error.description) }
    guard let format = value["format"]?.stringValue else { throw Failure(message: "not a plan") }
    guard format == Self.format else { throw Failure(message: "made by another version: `\(format.prefix(40))`") }
    guard let server = value["server"]?.stringValue,
      let revision = value["base"]?.integerValue.flatMap({ Int(exactly: $0) }), revision >= 0,
      let base = value["baseCommit"], let commit = value["commit"]?.stringValue, Self.isCommit(commit),
      let plan = value["plan"],
      let digest = value["digest"]?.stringValue
    else { throw Failure(message: "a part of it is missing") }
    guard base == .null ? revision == 0 : base.stringValue.map(Self.isCommit) == true else {
      throw Failure(message: "it does not say which commit it was made against")
    }
    self.init(baseRevision: revision, baseCommit: base.stringValue, commit: commit, server: server, plan: plan)
    guard digest == Self.digest(.object(content)) else { throw Failure(message: "it was changed since it was made") }
  }

  private static func digest(_ value: JSONValue) -> String {
    "sha256:" + SHA256.hexadecimal(JSONWriter.string(value).utf8)
  }

  private static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
