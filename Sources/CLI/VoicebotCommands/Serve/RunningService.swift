import Dispatch
import Glibc
import Logging
import PBX
import Service

/// A service on the command line: started with its messages shown, stopped by a signal.
struct RunningService {
  let service: VoiceService
  private let signals: SignalTrap

  static func start(_ options: ServiceOptions) async throws -> RunningService {
    let signals = SignalTrap()
    let settings = try options.settings()
    let starting = Task {
      try await VoiceService.start(
        settings, logger: options.logger,
        onNotice: { messages in for message in messages { Terminal.status("note: \(message)") } },
        onRefused: { messages in for message in messages { Terminal.status("refused: \(message)") } })
    }
    let interruption = Task {
      await signals.first()
      starting.cancel()
    }
    defer { interruption.cancel() }
    do {
      return RunningService(service: try await starting.value, signals: signals)
    } catch let failure as VoiceService.StartFailure {
      if case .cancelled = failure { throw CommandFailure(.interrupted, failure.description) }
      throw CommandFailure(.failed, failure.description, fix: failure.fix)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  var readyLine: String {
    "ready sip=\(service.sipAddress.host):\(service.sipAddress.port)"
      + " api=\(service.apiAddress.host):\(service.apiAddress.port) revision=\(service.revision ?? "")"
  }

  /// Stays up until SIGINT or SIGTERM, then drains; a second signal ends it at once.
  func untilSignalled() async {
    let service = service
    let hangup = SignalTrap.hangup {
      do {
        try service.reloadCertificates()
        Terminal.status("read the API's certificate again")
      } catch { Terminal.status("the API's certificate stays as it was: \(error)") }
    }
    defer { hangup.cancel() }
    await signals.first()
    let calls = service.plane.switchboard.callCount
    Terminal.status(calls > 0 ? "draining \(calls) calls; a second signal ends them" : "stopping")
    let draining = Task { await service.stop(grace: .seconds(60)) }
    let second = Task {
      await signals.second()
      Terminal.status("ending")
      _exit(ExitStatus.interrupted.rawValue)
    }
    await draining.value
    second.cancel()
  }
}
