extension Resource {
  /// The files whose resources differ between two revisions, sorted; those of added and removed ones among them.
  package static func changedFiles(from old: [Resource], to new: [Resource]) -> [String] {
    var before = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var files: Set<String> = []
    for resource in new {
      let previous = before.removeValue(forKey: resource.name)
      if let previous, previous.isWritten(as: resource) { continue }
      files.insert(resource.file)
      if let previous { files.insert(previous.file) }
    }
    files.formUnion(before.values.map(\.file))
    return files.sorted()
  }
}
