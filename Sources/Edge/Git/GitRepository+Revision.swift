import CGit2

extension GitRepository {
  /// The id of the commit of that name: a branch, tag, remote branch, `HEAD`, full reference or id of four digits or
  /// more, with `~N` and `^N` behind it. An annotated tag is followed to its commit.
  package func resolve(_ text: String) throws(GitError) -> String {
    guard let name = RevisionName(text) else { throw .invalidRevision(text) }
    // A shallow clone often has but one branch, so whatever it lacks is probably beyond its border.
    do throws(GitError) { return try resolve(name, text) } catch .noSuchRevision where isShallow {
      throw .shallow(path)
    }
  }

  private func resolve(_ name: RevisionName, _ text: String) throws(GitError) -> String {
    var id = try commitID(of: try base(name, text), text)
    for step in name.steps {
      switch step {
      case .ancestor(let count):
        for _ in 0..<count { id = try parent(1, of: id, text) }
      case .parent(let number):
        if number > 0 { id = try parent(number, of: id, text) }
      }
    }
    return id
  }

  private func base(_ name: RevisionName, _ text: String) throws(GitError) -> git_oid {
    var id = git_oid()
    if name.isHexadecimal, name.base.utf8.count == 40, git_oid_fromstr(&id, name.base) == 0 { return id }
    var found: [git_oid] = []
    for reference in name.references {
      let code = git_reference_name_to_id(&id, pointer, reference)
      if code == 0 {
        found.append(id)
      } else if code != GIT_ENOTFOUND.rawValue && code != GIT_EINVALIDSPEC.rawValue {
        throw LibGit2.error(code)
      }
    }
    if let first = found.first {
      guard found.allSatisfy({ LibGit2.hexadecimal($0) == LibGit2.hexadecimal(first) }) else {
        throw .ambiguousRevision(name.base)
      }
      return first
    }
    if name.base == "HEAD" { throw .noCommits(path) }
    guard name.isHexadecimal else { throw .noSuchRevision(text) }
    return try complete(name.base, text)
  }

  private func complete(_ digits: String, _ text: String) throws(GitError) -> git_oid {
    var short = git_oid()
    var id = git_oid()
    guard git_oid_fromstrn(&short, digits, digits.utf8.count) == 0 else { throw .noSuchRevision(text) }
    let database = try database()
    defer { git_odb_free(database) }
    let code = git_odb_exists_prefix(&id, database, &short, digits.utf8.count)
    if code == GIT_EAMBIGUOUS.rawValue { throw .ambiguousRevision(digits) }
    if code == GIT_ENOTFOUND.rawValue { throw .noSuchRevision(text) }
    try LibGit2.check(code)
    return id
  }

  private func commitID(of id: git_oid, _ text: String) throws(GitError) -> String {
    var id = id
    try LibGit2.checkSize(of: &id, in: pointer, orElse: .noSuchRevision(text))
    var object: OpaquePointer?
    try LibGit2.check(git_object_lookup(&object, pointer, &id, GIT_OBJECT_ANY))
    defer { git_object_free(object) }
    guard git_object_type(object) == GIT_OBJECT_COMMIT || git_object_type(object) == GIT_OBJECT_TAG else {
      throw .noSuchRevision(text)
    }
    var commit: OpaquePointer?
    let code = git_object_peel(&commit, object, GIT_OBJECT_COMMIT)
    defer { git_object_free(commit) }
    if code == GIT_EPEEL.rawValue || code == GIT_EINVALIDSPEC.rawValue { throw .noSuchRevision(text) }
    try LibGit2.check(code)
    guard let found = git_object_id(commit) else { throw .noSuchRevision(text) }
    return LibGit2.hexadecimal(found.pointee)
  }

  private func parent(_ number: Int, of id: String, _ text: String) throws(GitError) -> String {
    let parents: [String]
    do throws(GitError) {
      parents = try commit(id).parents
    } catch .noSuchCommit where isShallow {
      throw .shallow(path)
    }
    guard number <= parents.count else { throw .noSuchRevision(text) }
    let parent = parents[number - 1]
    guard try exists(parent) else { throw isShallow ? .shallow(path) : .damaged("the commit \(parent) is missing") }
    return parent
  }

  func exists(_ id: String) throws(GitError) -> Bool {
    var oid = git_oid()
    guard git_oid_fromstr(&oid, id) == 0 else { return false }
    let database = try database()
    defer { git_odb_free(database) }
    return git_odb_exists(database, &oid) == 1
  }
}
