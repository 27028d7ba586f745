package import Diagnostics
import Shapes

extension IncrementalLoader {
  /// The secrets that a repository holds in clear, and nothing else that is wrong with it: all that an update to these
  /// files would report, and those it would not come to, in files with too many errors.
  ///
  /// What is read for it is kept for the update to the same files. Files that are as they were are not read again.
  package func screen(_ files: [SourceFile]) -> [Diagnostic] {
    ahead = [:]
    let chosen = files.filter(isChosenEnvironment).min { $0.path < $1.path }
    let overlay = chosen.flatMap { OverlayFile(file: $0) }
    aheadOverlay = chosen
    var excerpts = Excerpts()
    var found: [Diagnostic] = []
    for file in files where RepositoryPath(file.path) != nil {
      let secrets: [Diagnostic]
      if let known = self.file(file.path), known.bytes == file.bytes {
        secrets = known.secrets
      } else {
        var read = LoadedFile(file)
        read.read(overlay: overlay)
        secrets = read.secrets
        ahead[file.path] = read
      }
      if !secrets.isEmpty {
        found += excerpts.attach(to: secrets.sorted(by: Diagnostic.precedes), text: { _ in file.bytes })
      }
    }
    // What is refused is not kept in memory either.
    if !found.isEmpty { ahead = [:] }
    return found
  }

  private func isChosenEnvironment(_ file: SourceFile) -> Bool {
    guard let environment = options.environment, case .environment(let name)? = RepositoryPath(file.path) else {
      return false
    }
    return name == environment
  }
}
