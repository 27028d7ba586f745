import Foundation
import Git
import Loading
import TestRepository

/// Many commits of whole trees, made by one `git fast-import`.
struct FileHistory {
  let repository: TestRepository
  private var stream = ""
  private var count = 0

  init() throws { repository = try TestRepository() }

  /// Notes a commit of exactly these files; its id comes with `write`.
  mutating func add(_ files: [String: String], parentless: Bool = false) {
    count += 1
    let message = "commit \(count)"
    if parentless { stream += "reset refs/heads/main\n" }
    stream += """
      commit refs/heads/main
      mark :\(count)
      committer Ada <ada@example.org> \(1_700_000_000 + count) +0000
      data \(message.utf8.count)
      \(message)
      deleteall

      """
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      stream += "M 100644 inline \(path)\ndata \(text.utf8.count)\n\(text)\n"
    }
  }

  /// The commits' ids, in order.
  func write() throws -> [String] {
    let marks = repository.directory + "/marks"
    try repository.git(["fast-import", "--quiet", "--force", "--export-marks=\(marks)"], input: stream)
    var ids: [Int: String] = [:]
    for line in try String(contentsOfFile: marks, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      if let mark = Int(words[0].dropFirst()) { ids[mark] = String(words[1]) }
    }
    return (1...max(1, count)).compactMap { ids[$0] }
  }

  func bundle(_ commit: String) throws -> [UInt8] {
    try CommitBundle.make(
      try GitRepository(path: repository.path), commit, TreeSelection(isPart: { Loader.isPart(path: $0) }))
  }
}
