import JSON

/// `installed.json`: what was put into a package's directory.
struct InstalledManifest: Equatable {
  static let fileName = "installed.json"

  struct File: Equatable {
    var name: String
    var bytes: Int
    var sha256: String
  }
  var name: String
  var version: String
  var wheelSHA256: String
  var files: [File]

  init(name: String, version: String, wheelSHA256: String, files: [File]) {
    self.name = name
    self.version = version
    self.wheelSHA256 = wheelSHA256
    self.files = files
  }

  init?(directory: String) {
    guard let bytes = try? Files.read("\(directory)/\(Self.fileName)", limit: 1 << 20),
      let value = try? JSONParser.parse(bytes), let name = value["name"]?.stringValue,
      let version = value["version"]?.stringValue, let wheel = value["wheelSHA256"]?.stringValue,
      let entries = value["files"]?.arrayValue, !entries.isEmpty
    else { return nil }
    var files: [File] = []
    for entry in entries {
      guard let name = entry["name"]?.stringValue, !name.contains("/"), let bytes = entry["bytes"]?.integerValue,
        let sha256 = entry["sha256"]?.stringValue
      else { return nil }
      files.append(File(name: name, bytes: Int(bytes), sha256: sha256))
    }
    self.init(name: name, version: version, wheelSHA256: wheel, files: files)
  }

  var json: JSONValue {
    [
      "name": .string(name), "version": .string(version), "wheelSHA256": .string(wheelSHA256),
      "files": .array(
        files.map { ["name": .string($0.name), "bytes": .integer(Int64($0.bytes)), "sha256": .string($0.sha256)] }),
    ]
  }
}
