/// What a target may be made of.
enum Kind: String, CaseIterable {
  /// The standard library and other pure targets only: no I/O, clock, randomness or environment.
  case pure
  /// Pure, plus C libraries without I/O behind one wrapper.
  case pureOverC
  /// Owns exactly one piece of the outside world.
  case driver
  /// Wires pure targets and drivers together.
  case assembly
  /// A system library or C code.
  case c
}

/// One thing a target imports, and why it may.
struct Arrow {
  /// A module's name. A trailing `*` stands for any ending.
  let module: String
  let reason: String

  init(_ module: String, _ reason: String) {
    self.module = module
    self.reason = reason
  }

  func allows(_ imported: String) -> Bool {
    module.hasSuffix("*") ? imported.hasPrefix(module.dropLast()) : imported == module
  }
}

/// One target: where it stands and all it may import. What is not listed is forbidden.
struct TargetRule {
  let plane: String
  let name: String
  let kind: Kind
  let arrows: [Arrow]

  init(_ plane: String, _ name: String, _ kind: Kind, _ arrows: [Arrow] = []) {
    self.plane = plane
    self.name = name
    self.kind = kind
    self.arrows = arrows
  }

  var path: String { "Sources/\(plane)/\(name)" }
}
