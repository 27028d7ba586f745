/// A report that was asked for: `sarif`, or `junit=report.xml` where it belongs into a file.
package struct ReportRequest: Sendable, Hashable {
  package enum Destination: Sendable, Hashable {
    /// Data: standard output.
    case output
    /// Standard error, where a continuous integration's log is read as well.
    case status
    case file(String)
    /// The end of a file that others write to.
    case appended(String)
  }

  package var format: ReportFormat
  package var destination: Destination
  package init(format: ReportFormat, destination: Destination) {
    self.format = format
    self.destination = destination
  }

  /// `FORMAT` or `FORMAT=FILE`; nil where there is no such format or the file has no name.
  package init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
    guard parts.count == 2 else {
      self.init(format: format, destination: .output)
      return
    }
    guard !parts[1].isEmpty, !parts[1].utf8.contains(0) else { return nil }
    self.init(format: format, destination: .file(String(parts[1])))
  }

  /// What a continuous integration gets unasked: annotations and a summary in GitHub Actions, a code quality file in
  /// GitLab CI. A format that was asked for is not given twice. `environment` looks a variable up.
  package static func automatic(
    besides asked: [ReportRequest], environment: (String) -> String?
  ) -> [ReportRequest] {
    var found: [ReportRequest] = []
    if environment("GITHUB_ACTIONS") == "true" {
      found.append(ReportRequest(format: .github, destination: .status))
      if let summary = environment("GITHUB_STEP_SUMMARY"), !summary.isEmpty {
        found.append(ReportRequest(format: .markdown, destination: .appended(summary)))
      }
    }
    if environment("GITLAB_CI").map({ !$0.isEmpty }) ?? false {
      found.append(ReportRequest(format: .gitlab, destination: .file(GitLabCodeQuality.fileName)))
    }
    return found.filter { new in !asked.contains { $0.format == new.format } }
  }
}

extension DiagnosticList {
  /// Those that concern one of the paths, files or folders from the root; with `changed`, those in one of these files
  /// or that point into one.
  package static func selecting(
    _ diagnostics: [Diagnostic], paths: [String], changed: Set<String>? = nil
  ) -> [Diagnostic] {
    diagnostics.filter { diagnostic in
      let files = [diagnostic.place.file] + diagnostic.related.map(\.place.file)
      let isNamed =
        paths.isEmpty
        || paths.contains { path in
          path.isEmpty || diagnostic.place.file == path || diagnostic.place.file.hasPrefix(path + "/")
        }
      return isNamed && (changed.map { changed in files.contains { changed.contains($0) } } ?? true)
    }
  }
}
