import JSON

/// What the parent asks of the child, in one line of JSON on its standard input.
struct FetchRequest {
  static let longest = 1 << 20

  var directory: String
  var remote: GitRemote
  var limits: FetchLimits
  var seconds: Int

  var line: [UInt8] {
    var members: [(String, JSONValue)] = [
      ("directory", .string(directory)), ("url", .string(remote.url)), ("seconds", .integer(Int64(seconds))),
      ("bytes", .integer(Int64(limits.bytes))), ("objects", .integer(Int64(limits.objects))),
      ("memory", .integer(Int64(limits.memory))),
    ]
    if let branch = remote.branch { members.append(("branch", .string(branch))) }
    // The texts themselves are files in the child's home, where the libraries look for them.
    if remote.authorities != nil { members.append(("authorities", .bool(true))) }
    switch remote.credentials {
    case .token(let token, let user): members += [("token", .string(token)), ("user", .string(user))]
    case .sshKey(let key, let passphrase, let user):
      members += [("key", .string(key)), ("user", .string(user))]
      if let passphrase { members.append(("passphrase", .string(passphrase))) }
    case nil: break
    }
    return Array(JSONWriter.string(.object(JSONObject(distinct: members))).utf8) + [0x0A]
  }

  init(directory: String, remote: GitRemote, limits: FetchLimits, seconds: Int) {
    self.directory = directory
    self.remote = remote
    self.limits = limits
    self.seconds = seconds
  }

  /// Nil where the line is not such a request.
  init?(_ line: [UInt8]) {
    guard let json = try? JSONParser.parse(line), let directory = json["directory"]?.stringValue,
      let url = json["url"]?.stringValue, let seconds = json["seconds"]?.integerValue,
      let bytes = json["bytes"]?.integerValue, let objects = json["objects"]?.integerValue,
      let memory = json["memory"]?.integerValue
    else { return nil }
    var credentials: GitCredentials?
    let user = json["user"]?.stringValue ?? "git"
    if let token = json["token"]?.stringValue { credentials = .token(token, user: user) }
    if let key = json["key"]?.stringValue {
      credentials = .sshKey(key, passphrase: json["passphrase"]?.stringValue, user: user)
    }
    remote = GitRemote(url: url, branch: json["branch"]?.stringValue, credentials: credentials)
    if json["authorities"]?.boolValue == true { remote.authorities = "" }
    limits = FetchLimits()
    limits.bytes = Int(bytes)
    limits.objects = Int(objects)
    limits.memory = Int(memory)
    self.directory = directory
    self.seconds = Int(seconds)
  }
}

/// One line of what the child answers. The last one is a result or an error.
enum ChildMessage {
  case progress(FetchProgress)
  case result(FetchResult)
  case error(GitError)

  var line: [UInt8] { Array(JSONWriter.string(json).utf8) + [0x0A] }

  private var json: JSONValue {
    switch self {
    case .progress(let progress):
      return [
        "progress": .array(
          [progress.receivedObjects, progress.totalObjects, progress.receivedBytes].map { .integer(Int64($0)) })
      ]
    case .result(let result):
      let (kind, ids): (String, [String]) =
        switch result.movement {
        case .created(let new): ("created", [new])
        case .unchanged(let tip): ("unchanged", [tip])
        case .advanced(let old, let new): ("advanced", [old, new])
        case .rewritten(let old, let new): ("rewritten", [old, new])
        }
      return [
        "result": .string(kind), "ids": .array(ids.map { .string($0) }), "branch": .string(result.branch),
        "bytes": .integer(Int64(result.receivedBytes)),
      ]
    case .error(let error):
      let (code, values) = error.parts
      return ["error": .string(code), "values": .array(values.map { .string($0) })]
    }
  }

  init?(_ line: ArraySlice<UInt8>) {
    guard let json = try? JSONParser.parse(Array(line)) else { return nil }
    if let numbers = json["progress"]?.arrayValue?.compactMap(\.integerValue), numbers.count == 3 {
      self = .progress(
        FetchProgress(
          receivedObjects: Int(numbers[0]), totalObjects: Int(numbers[1]), receivedBytes: Int(numbers[2])))
    } else if let code = json["error"]?.stringValue {
      self = .error(GitError(code, json["values"]?.arrayValue?.compactMap(\.stringValue) ?? []))
    } else if let kind = json["result"]?.stringValue, let branch = json["branch"]?.stringValue,
      let movement = Self.movement(kind, json["ids"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    {
      self = .result(
        FetchResult(branch: branch, movement: movement, receivedBytes: Int(json["bytes"]?.integerValue ?? 0)))
    } else {
      return nil
    }
  }

  private static func movement(_ kind: String, _ ids: [String]) -> FetchResult.Movement? {
    switch (kind, ids.count) {
    case ("created", 1): .created(new: ids[0])
    case ("unchanged", 1): .unchanged(ids[0])
    case ("advanced", 2): .advanced(old: ids[0], new: ids[1])
    case ("rewritten", 2): .rewritten(old: ids[0], new: ids[1])
    default: nil
    }
  }
}

extension GitError {
  /// As it crosses the border between the processes.
  fileprivate var parts: (code: String, values: [String]) {
    switch self {
    case .noSuchDirectory(let path): ("noSuchDirectory", [path])
    case .notARepository(let path): ("notARepository", [path])
    case .otherOwner(let path): ("otherOwner", [path])
    case .noSuchBranch(let name): ("noSuchBranch", [name])
    case .unsupported(let path, let message): ("unsupported", [path, message])
    case .alternates(let path): ("alternates", [path])
    case .damaged(let message): ("damaged", [message])
    case .tooMany(let what, let limit): ("tooMany", [what, "\(limit)"])
    case .invalidURL(let url, let message): ("invalidURL", [url, message])
    case .unreachable(let url, let message): ("unreachable", [url, message])
    case .authenticationFailed(let url): ("authenticationFailed", [url])
    case .untrustedCertificate(let url): ("untrustedCertificate", [url])
    case .unknownHostKey(let host, let fingerprint): ("unknownHostKey", [host, fingerprint])
    case .emptyRemote(let url): ("emptyRemote", [url])
    case .busy(let path): ("busy", [path])
    default: ("childFailed", [description])
    }
  }

  fileprivate init(_ code: String, _ values: [String]) {
    let first = values.first ?? ""
    let second = values.count > 1 ? values[1] : ""
    switch code {
    case "noSuchDirectory": self = .noSuchDirectory(first)
    case "notARepository": self = .notARepository(first)
    case "otherOwner": self = .otherOwner(first)
    case "noSuchBranch": self = .noSuchBranch(first)
    case "unsupported": self = .unsupported(path: first, message: second)
    case "alternates": self = .alternates(first)
    case "damaged": self = .damaged(first)
    case "tooMany": self = .tooMany(first, limit: Int(second) ?? 0)
    case "invalidURL": self = .invalidURL(url: first, message: second)
    case "unreachable": self = .unreachable(url: first, message: second)
    case "authenticationFailed": self = .authenticationFailed(url: first)
    case "untrustedCertificate": self = .untrustedCertificate(url: first)
    case "unknownHostKey": self = .unknownHostKey(host: first, fingerprint: second)
    case "emptyRemote": self = .emptyRemote(url: first)
    case "busy": self = .busy(first)
    default: self = .childFailed(first)
    }
  }
}
