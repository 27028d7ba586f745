import Shapes

/// The environments of a repository.
enum Overlays {
  /// Names of the files under `environments/`, sorted.
  static func names(in files: [SourceFile]) -> [String] {
    files.compactMap { file in
      guard case .environment(let name)? = RepositoryPath(file.path) else { return nil }
      return name
    }.sorted()
  }
}
