import Glibc
package import HTTPClient
import JSON

/// What became of a commit, for whoever looks at it where it came from.
package struct CommitStatus: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    case pending, success, failure, error
  }
  /// 40 hexadecimal digits.
  package var commit: String
  package var state: State
  /// One line; cut to what the receiver takes.
  package var description: String
  /// Names the check among others of the same commit.
  package var context: String

  package init(commit: String, state: State, description: String, context: String = "voicebot") {
    self.commit = commit
    self.state = state
    self.description = description
    self.context = context
  }
}

/// Where a commit's status is written.
package struct CommitStatusHook: Sendable {
  /// The form that the receiver wants.
  package enum Form: Sendable, Hashable {
    /// POST {commit, state, description, context}.
    case plain
    /// GitHub's: the URL is `https://HOST/repos/OWNER/NAME/statuses/{commit}`.
    case gitHub
    /// GitLab's: the URL is `https://HOST/api/v4/projects/ID/statuses/{commit}`.
    case gitLab
  }
  package enum Target: Sendable, Hashable {
    /// One line of JSON is appended for each status.
    case file(String)
    /// `{commit}` in the URL stands for the commit's id. The token is sent as the form wants it.
    case http(url: String, form: Form, token: String?)
  }
  package var target: Target
  /// Tries in all, for what may pass: no connection, a timeout, 429 and 5xx.
  package var attempts = 4
  /// Before the second try, doubled before each further one.
  package var pause = Duration.milliseconds(500)
  private let client: HTTPClient

  package init(target: Target, client: HTTPClient) {
    self.target = target
    self.client = client
  }

  /// Writes the status. Bounded: each try by its timeouts, all by `attempts`. The error's text holds no token.
  package func write(_ status: CommitStatus) async throws(CommitStatusError) {
    switch target {
    case .file(let path): try append(status, to: path)
    case .http(let url, let form, let token): try await post(status, url, form, token)
    }
  }

  private func append(_ status: CommitStatus, to path: String) throws(CommitStatusError) {
    let line = Array((CommitStatusForm.plain(status) + "\n").utf8)
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0o644)
    guard file >= 0 else { throw CommitStatusError("\(path): \(String(cString: strerror(errno)))") }
    defer { close(file) }
    // One write, so that lines of two processes do not mix.
    guard Glibc.write(file, line, line.count) == line.count else {
      throw CommitStatusError("\(path): \(String(cString: strerror(errno)))")
    }
  }

  private func post(
    _ status: CommitStatus, _ url: String, _ form: Form, _ token: String?
  ) async throws(CommitStatusError) {
    guard status.commit.utf8.count == 40, status.commit.allSatisfy(\.isHexDigit) else {
      throw CommitStatusError("\(status.commit) is not a commit's id")
    }
    var request = HTTPRequest(
      "POST", url: url.replacing("{commit}", with: status.commit),
      headers: [.init("Content-Type", "application/json"), .init("User-Agent", "voicebot")],
      body: Array(CommitStatusForm.body(status, form).utf8))
    if let token { request.headers += CommitStatusForm.authorization(form, token) }
    request.timeouts.total = .seconds(15)
    request.maximumBodyBytes = 1 << 20
    var wait = pause
    for attempt in 1...max(1, attempts) {
      let (failure, mayPass) = await attemptOnce(request)
      guard let failure else { return }
      guard mayPass else { throw CommitStatusError(failure) }
      guard attempt < attempts, (try? await Task.sleep(for: wait)) != nil else { throw CommitStatusError(failure) }
      wait *= 2
    }
  }

  /// What went wrong, nil where nothing did, and whether it may go well later.
  private func attemptOnce(_ request: HTTPRequest) async -> (failure: String?, mayPass: Bool) {
    do throws(HTTPError) {
      let answer = try await client.collect(request).head.status
      if (200..<300).contains(answer) { return (nil, false) }
      return ("the answer was \(answer)", answer == 429 || answer >= 500)
    } catch {
      return (error.description, error.isTimeout || error.code == .unreachable || error.code == .cut)
    }
  }
}

/// Why a status could not be written.
package struct CommitStatusError: Error, Sendable, Hashable, CustomStringConvertible {
  package var message: String
  package init(_ message: String) { self.message = message }
  package var description: String { "the commit's status could not be written: \(message)" }
}

/// The bodies and headers of the forms.
enum CommitStatusForm {
  static func plain(_ status: CommitStatus) -> String {
    json([
      ("commit", status.commit), ("state", status.state.rawValue), ("description", status.description),
      ("context", status.context),
    ])
  }

  static func body(_ status: CommitStatus, _ form: CommitStatusHook.Form) -> String {
    switch form {
    case .plain: plain(status)
    // GitHub refuses more than 140 characters.
    case .gitHub:
      json([
        ("state", status.state.rawValue), ("description", String(status.description.prefix(140))),
        ("context", status.context),
      ])
    case .gitLab:
      json([
        ("state", gitLabState(status.state)), ("description", String(status.description.prefix(255))),
        ("name", status.context),
      ])
    }
  }

  static func authorization(_ form: CommitStatusHook.Form, _ token: String) -> [HTTPRequest.Header] {
    form == .gitLab ? [.init("PRIVATE-TOKEN", token)] : [.init("Authorization", "Bearer \(token)")]
  }

  /// GitLab knows no `failure` and no `error`.
  private static func gitLabState(_ state: CommitStatus.State) -> String {
    switch state {
    case .pending, .success: state.rawValue
    case .failure, .error: "failed"
    }
  }

  private static func json(_ members: [(String, String)]) -> String {
    JSONWriter.string(.object(JSONObject(distinct: members.map { ($0.0, .string($0.1)) })))
  }
}
