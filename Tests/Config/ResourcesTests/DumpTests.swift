import Glibc
import Resources
import Testing

@Suite struct DumpTests {
  @Test func dump() {
    guard getenv("DUMP_FIXTURES") != nil else { return }
    var done = Set(Fixture.all.map(\.code))
    for fixture in FindingFixture.rules + FindingFixture.secrets + FindingFixture.policies
    where done.insert(fixture.code.rawValue).inserted {
      for file in Repository.marked(fixture.text).files {
        var folder = Fixture.root
        let parts = (fixture.code.rawValue + "/" + file.path).split(separator: "/")
        for part in parts.dropLast() { folder += "/" + part; mkdir(folder, 0o755) }
        _ = DiskFiles.write(String(decoding: file.bytes, as: UTF8.self), to: folder + "/" + parts[parts.count - 1])
      }
      if fixture.code.rawValue.hasPrefix("VB05") || [.waiverExpires, .unusedWaiver].contains(fixture.code) {
        var text = "{\"today\": \"2026-01-15\"}\n"
        if fixture.code == .notOwner {
          text = "{\"author\": \"eva@example.com\", \"changedPaths\": [\"bots/acme/bot.yaml\"]}\n"
        }
        if fixture.code == .unsignedCommit { text = "{\"signature\": \"missing\"}\n" }
        _ = DiskFiles.write(text, to: Fixture.root + "/" + fixture.code.rawValue + "/options.json")
      }
    }
  }
}
