import AdminAPI
import Reconciler
import Resources
import Store
import Synchronization

/// The time before anything is live.
///
/// What was live when the process ended comes first, also where the source is not there. Where there is none, the
/// source is followed, and the API is up, so that whoever runs the runtime sees why and can mend it with an apply or a
/// rollback.
final class FirstRevision: Sendable {
  /// Where the API is served while no project says where.
  private static let address = (host: "127.0.0.1", port: 8080)
  /// A repository that can be read is live sooner than that, without an API that is moved right afterwards.
  private static let patience = Duration.seconds(1)

  private struct State {
    var server: AdminServer?
    var protection: Protection?
    var follower: Task<Void, Never>?
  }

  /// How an API is protected.
  private struct Protection: Equatable {
    var tls: TLSFiles?
    var asksForToken: Bool
  }

  private let settings: VoiceService.Settings
  private let reconciler: Reconciler
  private let stores: Stores
  private let backend: AdminBackend
  private let onNotice: @Sendable ([String]) -> Void
  private let state = Mutex(State())

  init(
    settings: VoiceService.Settings, reconciler: Reconciler, stores: Stores, backend: AdminBackend,
    onNotice: @escaping @Sendable ([String]) -> Void
  ) {
    self.settings = settings
    self.reconciler = reconciler
    self.stores = stores
    self.backend = backend
    self.onNotice = onNotice
  }

  /// Returns when something is live.
  func wait() async throws -> Snapshot {
    // Where the source is there, its tip comes before the sockets.
    if await reconciler.restore() { _ = await reconciler.reconcile(within: .seconds(5)) }
    if let snapshot = reconciler.live.current { return snapshot }
    _ = follower()
    let begin = ContinuousClock.now
    var told: String?
    while !Task.isCancelled {
      if let snapshot = reconciler.live.current { return snapshot }
      if ContinuousClock.now - begin >= Self.patience {
        if state.withLock({ $0.server == nil }), told == nil { try await serveEarly() }
        let message = reasons
        if message != told { onNotice([message]) }
        told = message
      }
      try? await Task.sleep(for: .milliseconds(20))
    }
    throw VoiceService.StartFailure.cancelled
  }

  /// Follows the source from now on, where that is not done yet.
  func follower() -> Task<Void, Never> {
    state.withLock { state in
      let follower = state.follower ?? Task { [reconciler] in await reconciler.run() }
      state.follower = follower
      return follower
    }
  }

  /// The API as the live revision wants it: the one that is up where it is the same.
  func server(at address: (host: String, port: Int), _ settings: VoiceService.Settings) async throws -> AdminServer {
    let (early, protection) = state.withLock { ($0.server, $0.protection) }
    let access = try APIAccess(settings, host: address.host, tokens: stores.tokens)
    let wanted = Protection(tls: settings.tls, asksForToken: access.access.isRequired)
    guard let early else { return try await serve(address, settings.tls, access) }
    let isSamePlace = early.host == address.host && (address.port == 0 || early.port == address.port)
    if isSamePlace, protection == wanted {
      state.withLock { $0.server = nil }
      return early
    }
    await early.stop()
    state.withLock { $0.server = nil }
    return try await serve(isSamePlace ? (early.host, early.port) : address, settings.tls, access)
  }

  /// Ends what is under way, where nothing comes of the start.
  func stop() async {
    let (server, follower) = state.withLock { ($0.server.take(), $0.follower) }
    follower?.cancel()
    await follower?.value
    await server?.stop()
  }

  private func serveEarly() async throws {
    var settings = settings
    // Whether the project asks for tokens is not known yet; where some were made, it may.
    if settings.asksForToken == nil, try !stores.tokens.all().isEmpty { settings.asksForToken = true }
    let address = settings.api ?? Self.address
    do {
      let access = try APIAccess(settings, host: address.host, tokens: stores.tokens)
      let server = try await serve(address, settings.tls, access)
      state.withLock { state in
        state.server = server
        state.protection = Protection(tls: settings.tls, asksForToken: access.access.isRequired)
      }
    } catch let failure as VoiceService.StartFailure {
      // The project may name the certificate that is missing.
      guard case .exposed = failure else { throw failure }
      onNotice(["the API is not up before something is live: \(failure)"])
    } catch {
      // Where nobody has said where it is to be, the project may say another place.
      guard settings.api == nil else { throw error }
      onNotice(["\(error); name another address with --api"])
    }
  }

  private func serve(
    _ address: (host: String, port: Int), _ tls: TLSFiles?, _ access: APIAccess
  ) async throws -> AdminServer {
    var backend = backend
    backend.access = access.access
    backend.webhookSecret = access.webhookSecret
    return try await AdminServer.start(host: address.host, port: address.port, tls: tls, backend: backend)
  }

  /// Why nothing is live, and what can be done.
  private var reasons: String {
    let status = reconciler.status
    let conditions = [status.condition(.live), status.condition(.sourceReady), status.condition(.synced)]
    var found: [String] = []
    for condition in conditions where condition.holds != true && !condition.message.isEmpty {
      found.append(condition.message)
    }
    let why = found.isEmpty ? "the repository is being read" : found.joined(separator: "; ")
    let server = state.withLock { $0.server }
    let hint = server.map { "; the API at \($0.host):\($0.port) takes `voicebot apply` and `voicebot rollback`" }
    return "nothing is live yet: \(why)\(hint ?? "")"
  }
}
