package import Resources
import Shapes

extension ChangeBase {
  /// What a check gave. Policies are those of a sound project; without a snapshot there are none.
  package init(name: String, _ result: LoadResult) {
    self.init(name: name, policies: result.snapshot?.project.policies ?? [])
    for resource in result.resources { kinds[resource.file, default: []].insert(resource.name.kind) }
  }

  /// What the files say by themselves. Whether all else in them is valid, today too, makes no difference: a policy does
  /// not lapse because something else is wrong, or because a waiver has run out.
  ///
  /// - Parameter paths: the files whose kinds are wanted.
  package init(name: String, _ files: [SourceFile], kindsOf paths: Set<String>) {
    self.init(name: name, policies: [])
    for file in files where file.path == IncrementalLoader.projectPath || paths.contains(file.path) {
      var loaded = LoadedFile(file)
      loaded.read(overlay: nil)
      kinds[file.path] = Set(loaded.written.map(\.name.kind))
      if file.path == IncrementalLoader.projectPath {
        policies = ProjectRules(loaded.written, LoadOptions()).policies
      }
    }
  }
}
