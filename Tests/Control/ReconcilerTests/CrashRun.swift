import Foundation

/// One run of the program that applies a commit and may be killed at it.
struct CrashRun: CustomStringConvertible {
  var lines: [String]
  var errors: String
  var wasKilled: Bool
  var description: String { "\(lines) \(errors)" }

  init(_ arguments: [String], _ variables: [String: String] = [:]) throws {
    let process = Process()
    process.executableURL = TestProgram.url("ReconcilerCrash")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { _, given in given }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    lines = text.split(separator: "\n").map(String.init)
    wasKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
  }
}

/// Programs that are built with the tests.
enum TestProgram {
  /// Beside the tests' own binary, which is this process's or, in a helper of the tool chain, among its arguments.
  static func url(_ name: String) -> URL {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let places = [own, CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent(name)
    }
    return places.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? places[0]
  }
}
