import AdminClient
import Glibc
import Models
import Resources

/// What is asked of the machine: models, the data directory, ports.
struct MachineCheckup {
  let project: Project?
  let root: String
  let data: String?

  func findings() async -> [Finding] { [models, dataDirectory] + (await ports()) }

  private var models: Finding {
    let store = Models.store
    let missing = store.list().filter { $0.state == .missing }.map(\.name)
    if !missing.isEmpty {
      return Finding(
        "models", .warn, "not installed: \(missing.joined(separator: ", ")); text works, speech does not",
        fix: "voicebot models install")
    }
    if let problem = store.verify().first {
      return Finding("models", .fail, "\(problem.name): \(problem.detail)", fix: "voicebot models install")
    }
    return Finding("models", .ok, "\(store.list().count) installed in \(store.root), every hash is right")
  }

  private var dataDirectory: Finding {
    let path = DataDirectory.resolve(data, project: project, root: root)
    var existing = path
    while access(existing, F_OK) != 0, let slash = existing.lastIndex(of: "/"), slash != existing.startIndex {
      existing = String(existing[..<slash])
    }
    guard access(existing, W_OK | X_OK) == 0 else {
      return Finding(
        "data", .fail, "\(path) cannot be written: \(String(cString: strerror(errno))) at \(existing)",
        fix: "voicebot serve --data DIR, or change its owner")
    }
    return Finding("data", .ok, existing == path ? "\(path) can be written" : "\(path) can be made")
  }

  // MARK: Ports

  private func ports() async -> [Finding] {
    let runtime = project?.runtime ?? Project.Runtime()
    let endpoint = AdminEndpoint(host: runtime.api.host, port: runtime.api.port)
    let answers = (try? await AdminClient(endpoint).request("GET", "/healthz", within: .seconds(2))) != nil
    return [
      port("api", runtime.api.host, runtime.api.port, SOCK_STREAM, isOurs: answers),
      port("sip", runtime.sip.host, runtime.sip.port, SOCK_DGRAM, isOurs: answers),
      media(runtime.media),
    ]
  }

  private func port(_ name: String, _ host: String, _ port: Int, _ type: __socket_type, isOurs: Bool) -> Finding {
    let place = "\(host):\(port)"
    switch Self.bind(host, port, type) {
    case 0: return Finding(name, .ok, "\(place) is free")
    case EADDRINUSE where isOurs: return Finding(name, .ok, "\(place) is in use, and a voicebot answers at the API")
    case EADDRINUSE:
      return Finding(
        name, .fail, "\(place) is in use by something else",
        fix: "voicebot serve --\(name) HOST:PORT, or spec.runtime.\(name)")
    case let code:
      return Finding(
        name, .fail, "\(place) cannot be bound: \(String(cString: strerror(code)))",
        fix: "name an address of this machine in spec.runtime.\(name)")
    }
  }

  /// A look at every hundredth port: whether something else sits in the range.
  private func media(_ media: Project.Runtime.Media) -> Finding {
    let range = media.portRange
    let place = "\(media.host):\(range.lowerBound)-\(range.upperBound)"
    let step = max(1, range.count / 100)
    let sampled = Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    let taken = sampled.filter { Self.bind(media.host, $0, SOCK_DGRAM) != 0 }
    if taken.isEmpty { return Finding("media", .ok, "\(place) is free, by \(sampled.count) of its ports") }
    let some = taken.prefix(3).map(String.init).joined(separator: ", ")
    return Finding(
      "media", taken.count == sampled.count ? .fail : .warn,
      "\(place): \(taken.count) of \(sampled.count) ports looked at cannot be bound, such as \(some)",
      fix: "voicebot serve --media-ports A-B, or spec.runtime.media")
  }

  /// 0 where the address could be bound, else the error's number.
  private static func bind(_ host: String, _ port: Int, _ type: __socket_type) -> Int32 {
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV
    hints.ai_socktype = Int32(type.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found?.pointee else {
      return EADDRNOTAVAIL
    }
    defer { freeaddrinfo(found) }
    let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    var one: Int32 = 1
    if type == SOCK_STREAM {
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    }
    return Glibc.bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno
  }
}
