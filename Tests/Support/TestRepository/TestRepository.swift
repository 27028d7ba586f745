import Foundation

/// A repository in a temporary directory, made by the `git` program.
package final class TestRepository: Sendable {
  package struct Failure: Error {
    package var command: String
  }

  package let directory: String
  package let path: String

  package init(bare: Bool = false, branch: String = "main") throws {
    directory = NSTemporaryDirectory() + "git-" + UUID().uuidString
    path = directory + "/repository"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try git(["init", "-q", "-b", branch] + (bare ? ["--bare"] : []))
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  @discardableResult
  package func git(
    _ arguments: [String], in place: String? = nil, input: String? = nil, environment: [String: String] = [:]
  ) throws -> String {
    try run("git", ["-C", place ?? path] + arguments, input: input, environment: environment)
  }

  /// Runs a program with the environment that `git` gets here, and returns what it prints, without the space around it.
  @discardableResult
  package func run(
    _ program: String, _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": directory,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
      "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
    ].merging(environment) { _, given in given }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    if let input {
      let file = directory + "/input-" + UUID().uuidString
      try Data(input.utf8).write(to: URL(fileURLWithPath: file))
      process.standardInput = FileHandle(forReadingAtPath: file)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(command: "\(program) \(arguments.joined(separator: " "))")
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  package func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Writes the files, commits everything and returns the commit's id.
  @discardableResult
  package func commit(_ files: [String: String], _ message: String = "change") throws -> String {
    for (name, text) in files { try write(name, text) }
    try git(["add", "-A"])
    try git(["commit", "-q", "--allow-empty", "-m", message])
    return try git(["rev-parse", "HEAD"])
  }
}
