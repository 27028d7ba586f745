import Git

/// Files that are no configuration and go with it, such as who may sign commits.
extension Reconciler {
  /// What of them the commit has, as far as one of the repositories has it.
  func besides(_ commit: String, _ paths: Set<String>, _ repositories: [String]) async -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for path in paths.sorted() {
      for repository in repositories where found[path] == nil {
        let contents = try? await GitSource(path: repository).contents(
          at: commit, TreeSelection(isPart: { $0 == path }))
        found[path] = contents?.files.first?.bytes
      }
    }
    return found
  }

  /// Those that the commit's configuration names and that are nowhere: what comes after it could not be judged.
  func missingBesides(_ commit: String, _ contents: TreeContents, _ repositories: [String]) async -> [String] {
    let paths = hooks.keptBesides(contents.files)
    if paths.isEmpty { return [] }
    let found = await besides(commit, paths, repositories)
    return paths.filter { found[$0] == nil }.sorted()
  }
}
