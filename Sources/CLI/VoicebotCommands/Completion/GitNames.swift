/// Branches and tags of a repository, read from the files that Git keeps them in.
enum GitNames {
  static func all(in root: String) -> [String] {
    let folder = "\(root)/.git"
    var names = Set(["HEAD"])
    for (place, prefix) in [("refs/heads", ""), ("refs/tags", ""), ("refs/remotes", "")] {
      collect("\(folder)/\(place)", prefix, depth: 0, into: &names)
    }
    for line in (FileText.read("\(folder)/packed-refs") ?? "").split(separator: "\n") where !line.hasPrefix("#") {
      guard let name = line.split(separator: " ").last else { continue }
      for place in ["refs/heads/", "refs/tags/", "refs/remotes/"] where name.hasPrefix(place) {
        names.insert(String(name.dropFirst(place.count)))
      }
    }
    return names.sorted()
  }

  private static func collect(_ folder: String, _ prefix: String, depth: Int, into names: inout Set<String>) {
    for entry in LiveNames.entries(folder) {
      let inner = LiveNames.entries("\(folder)/\(entry)")
      if !inner.isEmpty, depth < 8 {
        collect("\(folder)/\(entry)", prefix + entry + "/", depth: depth + 1, into: &names)
      } else {
        names.insert(prefix + entry)
      }
    }
  }
}
