package import AdminAPI
import CallRuntime
import Diagnostics
package import EventLog
import Events
import Flow
package import Git
import Glibc
import HTTPClient
import Loading
package import Logging
import PBX
import Providers
package import Reconciler
package import Resources
import SIP
import Shapes
import Store
import Synchronization

/// The runtime: one repository's bots, live. Follows the repository, answers calls, records what happens, serves the API.
package final class VoiceService: Sendable {
  package struct Settings: Sendable {
    /// A directory, or the URL of a remote.
    package var repository: String
    /// Nil follows HEAD, or a remote's default branch.
    package var branch: String?
    /// How to reach a remote; nil reaches the one that `repository` names without credentials.
    package var remote: RemoteRepository?
    /// An OpenSSH allowed signers file. Where there is one, only commits that those sign become live.
    package var allowedSigners: String?
    /// Armoured OpenPGP public keys, as a file, whose signatures count too.
    package var openPGPKeys: String?
    /// Where it is written back what became of a commit.
    package var commitStatus: CommitStatusHook.Target?
    /// The environment whose overlay is laid over the resources.
    package var environment: String?
    package var dataDirectory: String
    package var models: String
    /// Each of these takes the place of what the repository's `runtime` section says.
    package var sip: (host: String, port: Int)?
    package var api: (host: String, port: Int)?
    /// The API's certificate; nil serves it in the clear.
    package var tls: TLSFiles?
    /// Whether the API asks for a token; nil asks everywhere but on loopback.
    package var asksForToken: Bool?
    /// What signs the notices of the repository's host.
    package var webhookSecret: SecretReference?
    package var mediaPorts: ClosedRange<UInt16>?
    package var version: String
    package init(repository: String, dataDirectory: String, models: String, version: String) {
      self.repository = repository
      self.dataDirectory = dataDirectory
      self.models = models
      self.version = version
    }
  }

  package enum StartFailure: Error, CustomStringConvertible {
    case dataDirectory(String, reason: String)
    case log(String)
    case anyAddress(String)
    case store(String)
    /// The API would be open to others without protection.
    case exposed(host: String, missing: [String])
    case secret(String)
    /// The repository that is to be followed can never be had as it is configured.
    case repository(GitError)
    case signers(String)
    case cancelled
    package var description: String {
      switch self {
      case .dataDirectory(let path, let reason): "cannot use the data directory \(path): \(reason)"
      case .log(let text): text
      case .anyAddress(let host):
        "\(host) is no address that callers can send to; name the address of one interface, such as 192.0.2.10:5060"
      case .store(let text): text
      case .exposed(let host, let missing):
        "the API at \(host) can be reached from other machines and needs \(missing.joined(separator: " and "))"
      case .secret(let reference): "the secret \(reference) cannot be read"
      case .repository(let error): "cannot follow the repository: \(error)"
      case .signers(let path): "\(path), which says who may sign commits, cannot be read"
      case .cancelled: "stopped before a revision was live"
      }
    }

    /// What to do about it, where there is something to be said.
    package var fix: String? {
      switch self {
      case .repository(let error): error.fix ?? "look at --repo and at how it is reached, such as --repo-token"
      case .signers: "name a file that this user can read, or leave the option out"
      default: nil
      }
    }
  }

  package let plane: CallPlane
  package let log: EventLog
  package let apiAddress: (host: String, port: Int)
  package let sipAddress: (host: String, port: Int)
  private let reconciler: Reconciler
  private let follower: Task<Void, Never>
  private let server: AdminServer
  private let database: StoreDatabase
  /// Held until the process or this value ends.
  private let lock: DataDirectoryLock

  package var revision: String? { reconciler.live.current?.revision }
  package var snapshot: Snapshot? { reconciler.live.current }

  private init(
    plane: CallPlane, log: EventLog, reconciler: Reconciler, follower: Task<Void, Never>, server: AdminServer,
    stores: Stores, sip: (host: String, port: Int), api: (host: String, port: Int)
  ) {
    database = stores.database
    lock = stores.lock
    self.plane = plane
    self.log = log
    self.reconciler = reconciler
    self.follower = follower
    self.server = server
    sipAddress = sip
    apiAddress = api
  }

  /// Returns when calls can be taken. What was live when the process ended is so again. Until something is live it waits
  /// with the API up; `onRefused` is told why a commit is not taken, and `onNotice` what is waited for and what stands
  /// against the revision that is live again.
  package static func start(
    _ settings: Settings, logger: Logger, onNotice: @escaping @Sendable ([String]) -> Void = { _ in },
    onRefused: @escaping @Sendable ([String]) -> Void
  ) async throws -> VoiceService {
    try settings.check()
    guard Directory.make(settings.dataDirectory) else {
      throw StartFailure.dataDirectory(settings.dataDirectory, reason: String(cString: strerror(errno)))
    }
    let stores: Stores
    do throws(StoreError) { stores = try Stores(settings.dataDirectory) } catch {
      throw StartFailure.store(error.description)
    }
    let log: EventLog
    do throws(EventLogError) { log = try EventLog(path: settings.dataDirectory + "/events.sqlite") } catch {
      stores.close()
      throw StartFailure.log(error.description)
    }
    let publisher = RuntimeEvents(log: log)
    publisher.publish(.runtimeStarted(version: settings.version))
    let planeSlot = Slot<CallPlane>()
    let reconciler: Reconciler
    do {
      reconciler = try Reconciler(
        source: settings.source, store: stores.revisions,
        files: try GitRevisionFiles(
          path: settings.dataDirectory + "/revisions.git", isPart: { Loader.isPart(path: $0) }),
        hooks: hooks(
          settings, plane: planeSlot, publisher, logger: logger, onNotice: onNotice, onRefused: onRefused))
    } catch {
      await log.close()
      stores.close()
      throw StartFailure.store("\(error)")
    }
    let waiting = FirstRevision(
      settings: settings, reconciler: reconciler, stores: stores,
      backend: backend(settings, reconciler, planeSlot, log), onNotice: onNotice)
    do {
      let first = try await waiting.wait()
      let plane = try CallPlane(
        try settings.plane(first.project.runtime), snapshot: { reconciler.live.current },
        publish: { log.append($0) }, logger: logger)
      planeSlot.value = plane
      return try await start(
        settings, first, waiting, plane: plane, log: log, reconciler: reconciler, stores: stores, logger: logger,
        onRefused: onRefused)
    } catch {
      await waiting.stop()
      await planeSlot.value?.stop(grace: .zero)
      await reconciler.stopCompacting()
      await log.close()
      stores.close()
      throw error
    }
  }

  private static func hooks(
    _ settings: Settings, plane: Slot<CallPlane>, _ publisher: RuntimeEvents, logger: Logger,
    onNotice: @escaping @Sendable ([String]) -> Void, onRefused: @escaping @Sendable ([String]) -> Void
  ) -> ReconcilerHooks {
    // It remembers the commit before, so that a commit of one file is judged in milliseconds.
    let check = CommitCheck(environment: settings.environment) {
      let today = LocalDate.today()
      return CivilDate(year: today.year, month: today.month, day: today.day)
    }
    let statuses = settings.commitStatus.map { CommitStatusHook(target: $0, client: HTTPClient()) }
    let signatures = SignatureCheck(allowedSigners: settings.allowedSigners, openPGPKeys: settings.openPGPKeys)
    return ReconcilerHooks(
      isPart: { Loader.isPart(path: $0) },
      check: { check.load($0, $1, $2) },
      reload: { check.reload($0, $1) },
      keptBesides: { signatures.hasOwnSigners ? [] : SignatureCheck.signersFiles($0) },
      judgeChange: { check.judge($0, $1, from: $2, to: $3) },
      screen: { check.screen($0) },
      verify: { await signatures.verify($0, $1, live: $2) },
      pruneLimit: { $0.project.sync.pruneLimit / 100 },
      liveCalls: {
        Dictionary((plane.value?.switchboard.calls ?? []).map { ("\($0.tenant)/\($0.bot)", 1) }, uniquingKeysWith: +)
      },
      prepare: { snapshot in
        guard let plane = plane.value else { return }
        do throws(ProviderError) { try await plane.engines.prepare(snapshot) } catch {
          logger.error("a revision's engines are not ready", metadata: ["error": "\(error.description)"])
        }
      },
      onLive: { snapshot, commit in
        publisher.publish(.configurationLive(revision: snapshot.revision, bots: snapshot.bots.count))
        logger.info("live", metadata: ["revision": "\(snapshot.revision)", "title": "\(commit.title)"])
        statuses?.tell(snapshot.revision, .success, "live: \(snapshot.bots.count) bots", logger)
      },
      onRefused: { revision, diagnostics in
        publisher.publish(.configurationRefused(revision: revision, errors: diagnostics))
        statuses?.tell(revision, .failure, diagnostics.first ?? "refused", logger)
        onRefused(diagnostics)
      },
      onShortcomings: { revision, diagnostics in
        logger.warning("what is live would be refused today", metadata: ["revision": "\(revision)"])
        onNotice(["\(revision) is live as it was before, but would be refused today:"] + diagnostics)
      })
  }

  private static func backend(
    _ settings: Settings, _ reconciler: Reconciler, _ plane: Slot<CallPlane>, _ log: EventLog
  ) -> AdminBackend {
    let status = ServiceStatus(
      version: settings.version, reconciler: reconciler, plane: { plane.value }, log: log)
    var backend = status.backend
    backend.configuration = ConfigurationService(reconciler: reconciler)
    return backend
  }

  /// Opens the sockets; from the first of them on a failure leaves it to the caller to stop the plane.
  private static func start(
    _ settings: Settings, _ first: Snapshot, _ waiting: FirstRevision, plane: CallPlane, log: EventLog,
    reconciler: Reconciler, stores: Stores, logger: Logger, onRefused: @escaping @Sendable ([String]) -> Void
  ) async throws -> VoiceService {
    let api = settings.api ?? (first.project.runtime.api.host, first.project.runtime.api.port)
    var settings = settings
    let declared = first.project.runtime.api
    settings.tls = settings.tls ?? declared.tls.map { TLSFiles(certificate: $0.certificate, key: $0.key) }
    if settings.asksForToken == nil, declared.authentication == .token { settings.asksForToken = true }
    do throws(ProviderError) { try await plane.engines.prepare(first) } catch {
      logger.error("speech is not available", metadata: ["error": "\(error.description)"])
      onRefused(["speech is not available: \(error.message)"])
    }
    try await plane.start()
    guard let sip = plane.switchboard.localAddress else { throw StartFailure.cancelled }
    let server = try await waiting.server(at: api, settings)
    let follower = waiting.follower()
    return VoiceService(
      plane: plane, log: log, reconciler: reconciler, follower: follower, server: server, stores: stores,
      sip: (sip.host, Int(sip.port)), api: (api.host, server.port))
  }

  /// Refuses new calls, lets those in progress end within `grace`, and stops. Everything that happened is on disk when
  /// it returns.
  package func stop(grace: Duration) async {
    follower.cancel()
    await follower.value
    await plane.stop(grace: grace)
    RuntimeEvents(log: log).publish(.runtimeStopped)
    await log.flush()
    await server.stop()
    await reconciler.stopCompacting()
    await log.close()
    database.close()
    lock.release()
  }

  /// Reads the API's certificate again. Throws where it cannot be used; the old one stays then.
  package func reloadCertificates() throws { try server.reloadCertificates() }
}

extension VoiceService.Settings {
  private var followed: RemoteRepository? {
    remote ?? (RemoteRepository.isRemote(repository) ? RemoteRepository(url: repository, branch: branch) : nil)
  }

  /// Throws where what is configured can never work. A directory that is not there is another matter: it may be so for
  /// a while, and what was live is served without it.
  fileprivate func check() throws(VoiceService.StartFailure) {
    for path in [allowedSigners, openPGPKeys].compactMap({ $0 }) where (try? Secrets.read(.file(path))) == nil {
      throw .signers(path)
    }
    do throws(GitError) { try followed?.check() } catch { throw .repository(error) }
  }

  fileprivate var source: any RevisionSource {
    if let followed { return followed.source(dataDirectory: dataDirectory) }
    return GitSource(path: repository, branch: branch)
  }

  /// Throws where an address is one that no caller can send to.
  fileprivate func plane(_ runtime: Project.Runtime) throws(VoiceService.StartFailure) -> CallPlane.Settings {
    var plane = CallPlane.Settings(dataDirectory: dataDirectory, models: models)
    plane.sipHost = sip?.host ?? runtime.sip.host
    plane.sipPort = sip?.port ?? runtime.sip.port
    // Whoever moves SIP off loopback wants the audio there too.
    plane.mediaHost = sip?.host ?? runtime.media.host
    for host in [plane.sipHost, plane.mediaHost] where host == "0.0.0.0" || host == "::" {
      throw VoiceService.StartFailure.anyAddress(host)
    }
    let range = runtime.media.portRange
    plane.mediaPorts = mediaPorts ?? UInt16(clamping: range.lowerBound)...UInt16(clamping: range.upperBound)
    return plane
  }
}

/// Events of the runtime itself.
private struct RuntimeEvents: Sendable {
  let log: EventLog

  func publish(_ body: EventBody) {
    log.append(Event(time: WallClock.milliseconds(), call: "", tenant: "", bot: "", sequence: 0, body: body))
  }
}

/// A value that is set once, after the closures that read it were made.
private final class Slot<Value: Sendable>: Sendable {
  private let storage = Mutex<Value?>(nil)
  var value: Value? {
    get { storage.withLock { $0 } }
    set { storage.withLock { $0 = newValue } }
  }
}
