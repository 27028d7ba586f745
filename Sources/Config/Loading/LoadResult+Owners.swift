package import Diagnostics
package import Resources
import Rules
import Shapes

extension LoadResult {
  /// What stands against the change from another checked revision to this one: who made it, and what it touches. Both
  /// sides' policies are asked.
  package func ownerFindings(since before: LoadResult, by author: String, today: CivilDate?) -> [Diagnostic] {
    let (old, new) = (ChangeBase(name: "the live revision", before), ChangeBase(name: "this change", self))
    guard (old.policies + new.policies).contains(where: \.judgesChanges) else { return [] }
    let context = PolicyContext(author: author, changedPaths: changedPaths(since: before), today: today)
    return OwnerRules(context: context, before: old, after: new).check()
  }

  /// Files of other bytes, and those whose resources are others: an environment's file changes what is in the files of
  /// its resources. Where one of the two had no policy that asks for them, bytes are not known.
  private func changedPaths(since before: LoadResult) -> [String] {
    var paths = Set(Resource.changedFiles(from: before.resources, to: resources))
    if !before.sources.isEmpty, !sources.isEmpty {
      for path in Set(before.sources.keys).union(sources.keys) where before.sources[path] != sources[path] {
        paths.insert(path)
      }
    }
    return paths.sorted()
  }
}
