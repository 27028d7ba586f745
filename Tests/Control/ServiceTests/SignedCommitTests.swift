import AdminClient
import Foundation
import JSON
import Service
import TestRepository
import Testing

/// Signatures that the project or the server asks for, over the API and with files that come and go.
@Suite(.timeLimit(.minutes(2))) struct SignedCommitTests {
  private typealias Bench = ConfigurationBench

  /// A key whose owner signs every commit of both repositories; the line names it among allowed signers.
  private static func sign(_ repository: TestRepository, as key: String) throws -> String {
    if !FileManager.default.fileExists(atPath: key) {
      try repository.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key])
    }
    for (name, value) in [("gpg.format", "ssh"), ("user.signingkey", key), ("commit.gpgsign", "true")] {
      try repository.git(["config", name, value])
    }
    return "ada@example.org \(try String(contentsOfFile: key + ".pub", encoding: .utf8))"
  }

  @Test func thePolicysSignersAreKeptWithTheRevision() async throws {
    let repository = try TestRepository()
    let key = repository.directory + "/key"
    var files = Bench.files
    files["allowed_signers"] = try Self.sign(repository, as: key)
    files["voicebot.yaml"] =
      Bench.project
      + "spec: {policies: [{name: signed, owner: it, signedCommits: {required: true, signers: allowed_signers}}]}\n"
    try repository.commit(files, "First")
    let bench = try await Bench(followed: repository)
    _ = try Self.sign(bench.work, as: key)
    let pushed = try await bench.push(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Pushed.")])
    #expect(bench.service.revision == pushed)
    try bench.work.git(["pull", "-q", repository.path, "main"])
    let signed = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Applied.")])
    #expect(try await bench.client.plan(try bench.bundle(signed))["signer"]?.text.contains("ada@example.org") == true)
    #expect(try await bench.client.apply(try bench.bundle(signed))["revision"] == 3)
    // What came as a bundle has its signers too, and so has the next.
    let second = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Again.")])
    #expect(try await bench.client.apply(try bench.bundle(second))["revision"] == 4)
    // Signers that nobody could read afterwards are refused, and a change of the signers alone is a change.
    let gone = try bench.propose([:], removing: ["allowed_signers"])
    let lost = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(gone)) }
    #expect(lost.status == 422 && "\(lost.diagnostics)".contains("allowed_signers"), "\(lost)")
    try bench.work.git(["reset", "-q", "--hard", second])
    let others = try bench.propose(["allowed_signers": "# nobody\n"])
    let alone = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(others)) }
    #expect(alone.status == 422, "\(alone)")
    try bench.work.git(["reset", "-q", "--hard", second])
    let empty = try bench.propose([:])
    #expect(try await bench.client.apply(try bench.bundle(empty))["unchanged"] == true)
    try bench.work.git(["config", "commit.gpgsign", "false"])
    let unsigned = try bench.propose(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Unsigned.")])
    let refused = try await bench.refusal { _ = try await bench.client.apply(try bench.bundle(unsigned)) }
    #expect(refused.status == 403 && refused.code == "policy")
    try await bench.stop()
    // Nor does it take the repository.
    try FileManager.default.moveItem(atPath: repository.path, toPath: repository.path + "-away")
    let after = try await ServiceBench(repository)
    let client = AdminClient(AdminEndpoint(port: after.service.apiAddress.port))
    #expect(try await client.rollback(to: 1)["revision"]?.integerValue ?? 0 > 4)
    try await after.stop()
  }

  @Test func signersThatCannotBeReadAreNoVerdict() async throws {
    let repository = try TestRepository()
    let signers = repository.directory + "/signers"
    try Self.sign(repository, as: repository.directory + "/key").write(
      toFile: signers, atomically: true, encoding: .utf8)
    try repository.commit(Bench.files, "First")
    let bench = try await Bench(followed: repository) { $0.allowedSigners = signers }
    try FileManager.default.moveItem(atPath: signers, toPath: signers + "-away")
    let next = try repository.commit(["bots/acme/a1.yaml": Bench.bot("a1", 101, greeting: "Next.")])
    let isSaid = try await eventually {
      let conditions = try await bench.client.status()["conditions"]?.arrayValue ?? []
      return conditions.contains { $0["type"] == "SourceReady" && $0["message"]?.text.contains(signers) == true }
    }
    #expect(isSaid && bench.service.revision != next)
    let refused = try await bench.refusal { _ = try await bench.client.apply(.commit(next)) }
    #expect(refused.message.contains(signers), "\(refused)")
    try FileManager.default.moveItem(atPath: signers + "-away", toPath: signers)
    let isLive = try await eventually { bench.service.revision == next }
    #expect(isLive)
    #expect(try await bench.client.revisions().map { $0["result"] } == ["live", "superseded"])
    try await bench.stop()
  }
}
