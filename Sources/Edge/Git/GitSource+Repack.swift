import Dispatch

extension GitSource {
  /// Where a copy is made, beside the repository; whoever owns the repository removes it when they start.
  package static func copyPath(of path: String) -> String { path + ".new" }

  /// Removes what a killed `repack` left.
  package static func removeCopy(of path: String) { FileSystem.removeTree(copyPath(of: path)) }

  /// How many packs the repository has.
  package var packs: Int { FileSystem.names(path + "/objects/pack").count { $0.hasSuffix(".pack") } }

  /// Puts a copy of what the references name in the repository's place, in one step. Those who read meanwhile wait for
  /// that step only; nobody may write. `.cancelled` soon after `isWanted` has become false, with nothing changed.
  package func repack(isWanted: @escaping @Sendable () -> Bool) async throws(GitError) -> Repack.Outcome {
    let copied: Result<(Repack, Repack.Outcome), GitError> = await withCheckedContinuation { continuation in
      DispatchQueue.global(qos: .utility).async { [path] in
        continuation.resume(returning: Self.copy(path, isWanted))
      }
    }
    let (repack, outcome): (Repack, Repack.Outcome)
    do throws(GitError) {
      (repack, outcome) = try copied.get()
      guard isWanted() else { throw .cancelled }
      try await replace {
        do throws(GitError) { return .success(try repack.exchange()) } catch { return .failure(error) }
      }
    } catch {
      Self.removeCopy(of: path)
      throw error
    }
    return outcome
  }

  private static func copy(
    _ path: String, _ isWanted: @escaping @Sendable () -> Bool
  ) -> Result<(Repack, Repack.Outcome), GitError> {
    do throws(GitError) {
      let repack = try Repack(path, to: copyPath(of: path))
      return .success((repack, try repack.copy(isWanted: isWanted)))
    } catch { return .failure(error) }
  }
}
