// Applies the commit that is its second argument, from the repository that is its first, on the data directory that is
// its third, and is killed at the write point whose number is in VOICEBOT_TEST_KILL_AT, or before the system call whose
// number is in VOICEBOT_TEST_KILL_AT_CALL, counted from the opening of the directory. Prints the live commit before and,
// where it lives that long, after, with the number of such calls.
import Git
import Glibc
import KillPoints
import Loading
import Reconciler
import Resources
import Store
import Synchronization

guard CommandLine.arguments.count == 4 else { exit(64) }
alarm(60)
let (repository, commit, data) = (CommandLine.arguments[1], CommandLine.arguments[2], CommandLine.arguments[3])
let killAt = getenv("VOICEBOT_TEST_KILL_AT").flatMap { Int(String(cString: $0)) } ?? Int.max
let reached = Mutex(0)
kill_points_arm(getenv("VOICEBOT_TEST_KILL_AT_CALL").flatMap { Int(String(cString: $0)) } ?? 0)
let lock = try DataDirectoryLock(directory: data)
let store = try RevisionStore(StoreDatabase(dataDirectory: data)) { _ in
  let count = reached.withLock { count in
    count += 1
    return count
  }
  if count == killAt { kill(getpid(), SIGKILL) }
}
let isPart: @Sendable (String) -> Bool = { Loader.isPart(path: $0) }
let reconciler = try Reconciler(
  source: nil, store: store, files: try GitRevisionFiles(path: data + "/revisions.git", isPart: isPart),
  hooks: ReconcilerHooks(
    isPart: isPart,
    check: { files, commit, _ in
      Loader.load(files.map { SourceFile(path: $0.path, bytes: $0.bytes) }, revision: commit.id)
    }))
func say(_ text: String) {
  var line = Array("\(text)\n".utf8)
  _ = write(1, &line, line.count)
}
await reconciler.restore()
say("before \(reconciler.live.current?.revision ?? "none")")
let bundle = try CommitBundle.make(try GitRepository(path: repository), commit, TreeSelection(isPart: isPart))
var request = ChangeRequest(.bundle(bundle), by: "test")
request.prune = .part(1)
let report = try await reconciler.apply(request)
// All is written, and nobody was told.
kill_points_pass()
say("after \(reconciler.live.current?.revision ?? "none") \(report.revision)")
if getenv("VOICEBOT_TEST_KILL_AT_CALL") != nil { say("calls \(kill_points_count())") }
withExtendedLifetime(lock) {}
