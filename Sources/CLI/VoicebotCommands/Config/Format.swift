import ArgumentParser
import Git
import Loading
import Secrets
import YAMLTree

struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Write the repository's YAML files in their canonical form; comments are kept.",
    discussion: """
      Prints the files that were changed, or with --check those that would be. Exits 1 where --check finds one, 3 where
      a file cannot be read as YAML; such a file is left as it is.

        voicebot fmt
        voicebot fmt --check
        voicebot fmt --diff bots/roma
      """)

  @OptionGroup var repository: RepositoryOptions

  @Flag(help: "Write nothing; fail where a file would change.")
  var check = false

  @Flag(help: "Write nothing; print what would change.")
  var diff = false

  @Argument(help: "Only these files and folders.", completion: .file())
  var paths: [String] = []

  func run() throws {
    let (root, contents) = try Repository.read(repository.directory)
    let files = try selected(contents, root)
    var changed = 0
    var unreadable = 0
    for file in files {
      let result: [UInt8]
      do throws(YAMLProblem) {
        result = try YAMLFormat.format(file.bytes)
      } catch {
        unreadable += 1
        Terminal.status("\(file.path):\(error.range.start.line):\(error.range.start.column): cannot be read as YAML")
        continue
      }
      guard result != file.bytes else { continue }
      changed += 1
      if diff {
        // What logs keep holds no secret, and a file with one is refused anyway.
        Terminal.outputPart(SecretText.redacted(LineDiff.unified(file.bytes, result, path: file.path)))
      } else {
        if !check { try OutputFile.write(result, to: "\(root)/\(file.path)", replacing: file.bytes) }
        Terminal.output(file.path)
      }
    }
    if unreadable > 0 {
      throw CommandFailure(
        .invalidConfiguration, "\(unreadable) of \(Counted.text(files.count, "file")) cannot be read",
        fix: "voicebot validate")
    }
    if check, changed > 0 {
      throw CommandFailure(
        .failed, "\(changed) of \(Counted.text(files.count, "file")) not in canonical form", fix: "voicebot fmt")
    }
  }

  private func selected(_ contents: TreeContents, _ root: String) throws -> [SourceFile] {
    let files = contents.sources.filter { $0.path.hasSuffix(".yaml") || $0.path.hasSuffix(".yml") }
    guard !paths.isEmpty else { return files }
    let wanted = paths.map { Repository.relative($0, in: repository.directory, to: root) }
    for (path, plain) in zip(paths, wanted) where !files.contains(where: { Self.holds(plain, $0.path) }) {
      throw CommandFailure(
        .notFound, "there is no YAML file of the repository at `\(path)`",
        fix: "paths are from here, or from \(root)")
    }
    return files.filter { file in wanted.contains { Self.holds($0, file.path) } }
  }

  private static func holds(_ path: String, _ file: String) -> Bool {
    path.isEmpty || file == path || file.hasPrefix(path + "/")
  }
}
