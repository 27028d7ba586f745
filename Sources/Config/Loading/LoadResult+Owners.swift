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
    let context = PolicyContext(
      author: author, changedPaths: Resource.changedFiles(from: before.resources, to: resources), today: today)
    return OwnerRules(context: context, before: old, after: new).check()
  }
}
