import Glibc
import JSON

// Layout of the store: `<root>/<name>-<version>/` holds one package's files and `installed.json`, and appears by one
// rename of a directory that was complete and on disk. `.downloads`, `.staging` and `.lock` belong to the installer.
//
// Invariant: a package directory is whole or absent, whenever the installer is killed.

/// The speech models of one user.
package struct ModelStore: Sendable {
  package let root: String
  let catalogue: [ModelPackage]

  package init(root: String, catalogue: [ModelPackage] = ModelCatalogue.packages) {
    self.root = root.hasSuffix("/") && root.count > 1 ? String(root.dropLast()) : root
    self.catalogue = catalogue
  }

  /// `VOICEBOT_MODELS`, else `$XDG_DATA_HOME/voicebot/models`, else `~/.local/share/voicebot/models`.
  package static func defaultRoot(environment: [String: String]) -> String {
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let root = variable("VOICEBOT_MODELS") { return root }
    if let data = variable("XDG_DATA_HOME") { return "\(data)/voicebot/models" }
    return "\(variable("HOME") ?? "/root")/.local/share/voicebot/models"
  }

  /// Path of a file of a package of this store, whether it is there or not.
  package func path(_ package: ModelPackage, _ file: String) -> String { "\(root)/\(package.directory)/\(file)" }

  /// The catalogue with what is installed of it; looks at names and sizes, not at contents.
  package func list() -> [ModelListing] {
    catalogue.map { package in
      ModelListing(
        name: package.name, version: package.version, purpose: package.purpose, licence: package.licence,
        downloadBytes: package.bytes, installedBytes: package.unpackedBytes, state: state(package))
    }
  }

  /// Whether nothing is missing.
  package var isComplete: Bool { catalogue.allSatisfy { state($0) == .installed } }

  /// Hashes every installed file; empty where all is well.
  package func verify() -> [ModelProblem] {
    catalogue.flatMap { package -> [ModelProblem] in
      let directory = "\(root)/\(package.directory)"
      guard access(directory, F_OK) == 0 else { return [ModelProblem(name: package.name, detail: "not installed")] }
      guard let manifest = InstalledManifest(directory: directory), manifest.wheelSHA256 == package.sha256 else {
        return [ModelProblem(name: package.name, detail: "its manifest is missing, damaged or of another wheel")]
      }
      return manifest.files.compactMap { file in
        let actual = try? Files.hash("\(directory)/\(file.name)")
        if actual == file.sha256 { return nil }
        let found = actual.map { "found sha256 \($0)" } ?? "cannot be read"
        return ModelProblem(name: package.name, detail: "\(file.name): expected sha256 \(file.sha256), \(found)")
      }
    }
  }

  func state(_ package: ModelPackage) -> ModelListing.State {
    let directory = "\(root)/\(package.directory)"
    guard access(directory, F_OK) == 0 else { return .missing }
    guard let manifest = InstalledManifest(directory: directory), manifest.wheelSHA256 == package.sha256,
      manifest.files.allSatisfy({ Files.size("\(directory)/\($0.name)") == $0.bytes })
    else { return .damaged }
    return .installed
  }
}

package struct ModelListing: Sendable, Equatable {
  package enum State: String, Sendable { case installed, missing, damaged }
  package var name: String
  package var version: String
  package var purpose: String
  package var licence: String
  package var downloadBytes: Int
  package var installedBytes: Int
  package var state: State
}

package struct ModelProblem: Sendable, Equatable, CustomStringConvertible {
  package var name: String
  package var detail: String
  package var description: String { "\(name): \(detail); run `voicebot models install`" }
}
