package import Resources
import Rules

/// What a load is told of the world around the repository; nothing of it is looked up.
package struct LoadOptions: Sendable, Hashable {
  /// The day by which waivers expire. Without it no expiry is judged.
  package var today: CivilDate?
  /// The overlay of `environments/` that is laid over the resources.
  package var environment: String?
  /// Who made the change, as policies name people. Without it who may change what is not judged.
  package var author: String?
  /// The paths that the change touches, from the root of the repository. Without them who may change what is not
  /// judged.
  package var changedPaths: [String]?
  /// What was in force before the change. Without it who may change what is judged by the change's own policies alone.
  package var base: ChangeBase?
  /// What was found out about the commit's signature. Without it, as in a working tree, it is not judged.
  package var signature: CommitSignature?
  /// Whether there is to be a snapshot in spite of errors, as far as the files can be read: what was live stays live,
  /// also where today's rules would not let it in.
  package var keepsUnsound = false

  package init(
    today: CivilDate? = nil, environment: String? = nil, author: String? = nil, changedPaths: [String]? = nil,
    base: ChangeBase? = nil, signature: CommitSignature? = nil
  ) {
    self.today = today
    self.environment = environment
    self.author = author
    self.changedPaths = changedPaths
    self.base = base
    self.signature = signature
  }
}

extension PolicyContext {
  init(_ options: LoadOptions) {
    self.init(
      author: options.author, changedPaths: options.changedPaths, today: options.today, signature: options.signature)
  }
}
