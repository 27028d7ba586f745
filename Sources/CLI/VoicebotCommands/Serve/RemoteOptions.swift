import AdminAPI
import ArgumentParser
import Reconciler
import Resources
import Service

/// How a remote repository is reached.
struct RemoteOptions: ParsableArguments {
  @Flag(help: "Follow the remote that the project declares under `source`.")
  var followSource = false

  @Option(help: ArgumentHelp("A token for https: env:NAME or file:/path.", valueName: "reference"))
  var repoToken: String?

  @Option(help: ArgumentHelp("A private key for ssh: file:/path or env:NAME.", valueName: "reference"))
  var repoKey: String?

  @Option(help: ArgumentHelp("OpenSSH known hosts; others are refused.", valueName: "file"), completion: .file())
  var knownHosts: String?

  @Option(
    help: ArgumentHelp("Authorities for https, in PEM, in place of the system's.", valueName: "file"),
    completion: .file())
  var repoCa: String?

  @Option(help: ArgumentHelp("Seconds between two looks at the remote.", valueName: "seconds"))
  var poll: Int?

  @Option(
    help: ArgumentHelp(
      "Only commits that these sign become live: OpenSSH's allowed signers.", valueName: "file"), completion: .file())
  var allowedSigners: String?

  @Option(
    help: ArgumentHelp("Armoured OpenPGP keys whose signatures count too.", valueName: "file"), completion: .file())
  var openpgpKeys: String?

  @Option(
    help: ArgumentHelp(
      "Write what became of each commit to this file, a line of JSON each, or to a URL in which {commit} stands for it.",
      valueName: "file|url"))
  var commitStatus: String?

  @Option(help: ArgumentHelp("What that URL takes: plain, github or gitlab.", valueName: "form"))
  var commitStatusForm = StatusForm.plain

  @Option(help: ArgumentHelp("A token for that URL: env:NAME or file:/path.", valueName: "reference"))
  var commitStatusToken: String?

  enum StatusForm: String, ExpressibleByArgument, CaseIterable { case plain, github, gitlab }

  private func statusTarget() throws -> CommitStatusHook.Target? {
    guard let commitStatus else { return nil }
    guard commitStatus.contains("://") else { return .file(commitStatus) }
    let form: CommitStatusHook.Form =
      switch commitStatusForm {
      case .plain: .plain
      case .github: .gitHub
      case .gitlab: .gitLab
      }
    var token: String?
    if let commitStatusToken {
      let reference = try Self.reference(commitStatusToken, "--commit-status-token")
      do { token = try Secrets.read(reference) } catch {
        throw CommandFailure(.failed, "the token for commit statuses cannot be read: \(error)")
      }
    }
    return .http(url: commitStatus, form: form, token: token)
  }

  func write(into settings: inout VoiceService.Settings, project: Project?) throws {
    settings.commitStatus = try statusTarget()
    var remote: RemoteRepository?
    if followSource {
      guard let source = project?.source else {
        throw CommandFailure(.usage, "the project declares no `source`", fix: "name the remote: --repo URL")
      }
      remote = RemoteRepository(source)
      settings.allowedSigners = source.signers
    } else if RemoteRepository.isRemote(settings.repository) {
      remote = RemoteRepository(url: settings.repository, branch: settings.branch)
    }
    settings.allowedSigners = allowedSigners ?? settings.allowedSigners
    settings.openPGPKeys = openpgpKeys
    guard var remote else {
      if repoToken != nil || repoKey != nil || knownHosts != nil || repoCa != nil || poll != nil {
        throw CommandFailure(.usage, "these options are for a remote", fix: "--repo URL, or --follow-source")
      }
      return
    }
    remote.secret = try repoToken.map { try Self.reference($0, "--repo-token") } ?? remote.secret
    remote.sshKey = try repoKey.map { try Self.reference($0, "--repo-key") } ?? remote.sshKey
    remote.knownHosts = knownHosts ?? remote.knownHosts
    remote.authorities = repoCa ?? remote.authorities
    if let poll { remote.poll = .seconds(max(1, poll)) }
    settings.remote = remote
  }

  /// Secrets are references; their values are on no command line.
  static func reference(_ text: String, _ option: String) throws -> SecretReference {
    if text.hasPrefix("env:") { return .environment(String(text.dropFirst(4))) }
    if text.hasPrefix("file:") { return .file(String(text.dropFirst(5))) }
    throw CommandFailure(.usage, "\(option) takes a reference, never the value", fix: "\(option) env:NAME")
  }
}

/// Who may use the API.
struct AccessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The API's certificate and those that lead to its authority, in PEM.", valueName: "file"),
    completion: .file())
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("The certificate's private key, in PEM.", valueName: "file"), completion: .file())
  var tlsKey: String?

  @Flag(inversion: .prefixedNo, help: "Ask for tokens. Only on loopback is it left to you.")
  var tokens: Bool?

  @Option(help: ArgumentHelp("What signs a Git host's notices: env:NAME or file:/path.", valueName: "reference"))
  var webhookSecret: String?

  func write(into settings: inout VoiceService.Settings) throws {
    switch (tlsCertificate, tlsKey) {
    case (let certificate?, let key?): settings.tls = TLSFiles(certificate: certificate, key: key)
    case (nil, nil): break
    default: throw CommandFailure(.usage, "--tls-certificate and --tls-key go together")
    }
    settings.asksForToken = tokens
    settings.webhookSecret = try webhookSecret.map { try RemoteOptions.reference($0, "--webhook-secret") }
  }
}
