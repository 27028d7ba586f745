// swift-tools-version: 6.2
import PackageDescription

// Every target's imports are held to the table in Tests/ArchitectureTests; docs/ARCHITECTURE.md says what each is.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

func target(_ plane: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(plane)/\(name)", swiftSettings: settings)
}

func tests(
  _ plane: String, _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies,
    path: "Tests/\(plane)/\(name)Tests", exclude: exclude, swiftSettings: settings)
}

func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "voicebot",
  products: [.executable(name: "voicebot", targets: ["voicebot"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // MARK: C
    library("CYAML", "yaml-0.1", "libyaml-dev"),
    library("CGit2", "libgit2", "libgit2-dev"),
    library("CCurl", "libcurl", "libcurl4-openssl-dev"),
    .systemLibrary(name: "CSpeech", path: "Sources/C/CSpeech"),
    .target(name: "CShims", path: "Sources/C/CShims"),

    // MARK: Config
    target("Config", "YAMLTree", ["CYAML", "JSON"]),
    target("Config", "JSONSchema", ["JSON"]),
    target("Config", "Secrets"),
    target("Config", "Diagnostics", ["JSON", "Markup", "Secrets", "YAMLTree"]),
    target("Config", "Resources", ["Diagnostics", "JSON", "YAMLTree"]),
    target("Config", "Shapes", ["Diagnostics", "JSON", "Resources", "YAMLTree"]),
    target("Config", "Rules", ["Diagnostics", "JSON", "JSONSchema", "Resources", "Secrets", "Shapes", "YAMLTree"]),
    target("Config", "Loading", ["Diagnostics", "Resources", "Rules", "Shapes", "YAMLTree"]),
    target("Config", "Plan", ["Diagnostics", "Digest", "JSON", "Resources", "Secrets", "Shapes", "YAMLTree"]),

    // MARK: Wire
    target("Wire", "SIP"),
    target("Wire", "SDP"),
    target("Wire", "RTP"),

    // MARK: Sound
    target("Sound", "PCM"),

    // MARK: Talk
    target("Talk", "Providers", ["JSON"]),
    target("Talk", "Turns", ["Providers"]),
    target("Talk", "Dialog", ["JSON", "Providers", "Resources"]),
    target("Talk", "Flow", ["JSON", "Providers", "Resources"]),

    // MARK: Work
    target("Work", "Tools", ["JSON", "JSONSchema", "Providers", "Resources"]),

    // MARK: Backbone
    target("Backbone", "JSON"),
    target("Backbone", "Markup"),
    target("Backbone", "Digest"),
    target("Backbone", "Events", ["JSON"]),
    target("Backbone", "EventLog", ["Events", "JSON", grdb]),
    target("Backbone", "Store", ["Digest", "JSON", grdb]),

    // MARK: Edge
    target("Edge", "Net", ["SIP", nioCore, nioPosix]),
    target("Edge", "Media", ["CShims", "PCM", "RTP"]),
    target("Edge", "Git", ["CGit2", "JSON"]),
    target("Edge", "HTTPClient", ["CCurl"]),
    target("Edge", "ProviderClients", ["Dialog", "HTTPClient", "JSON", "Providers", "Resources"]),
    target("Edge", "Models", ["Digest", "JSON"]),
    target("Edge", "Files"),
    target("Edge", "LocalSpeech", ["CSpeech", "Models", "Providers"]),
    target("Edge", "ToolRunners", ["HTTPClient", "JSON", "Providers", "Resources", "Tools", grdb]),

    // MARK: Run
    target(
      "Run", "CallRuntime",
      [
        "Dialog", "Events", "Flow", "HTTPClient", "JSON", "LocalSpeech", "Media", "Models", "PCM", "ProviderClients",
        "Providers", "Resources", "ToolRunners", "Turns", nioCore, nioPosix,
      ]),
    target(
      "Run", "PBX", ["CallRuntime", "Events", "Media", "Net", "RTP", "Resources", "SDP", "SIP", nioCore, logging]),
    target(
      "Run", "Simulation",
      [
        "CallRuntime", "Diagnostics", "Dialog", "Flow", "HTTPClient", "JSON", "JSONSchema", "Loading",
        "Markup", "ProviderClients", "Providers", "Resources", "ToolRunners", nioCore, nioPosix, nioHTTP1,
      ]),
    target("Run", "Caller", ["Media", "Net", "RTP", "SDP", "SIP", nioCore]),

    // MARK: Control
    target(
      "Control", "Reconciler",
      ["Diagnostics", "Git", "HTTPClient", "JSON", "Loading", "Plan", "Resources", "Shapes", "Store"]),
    target(
      "Control", "AdminAPI",
      ["Digest", "EventLog", "Events", "JSON", "Store", nioCore, nioPosix, nioHTTP1, nioWebSocket, nioSSL]),
    target("Control", "AdminClient", ["Events", "HTTPClient", "JSON"]),
    target(
      "Control", "Service",
      [
        "AdminAPI", "CallRuntime", "Diagnostics", "EventLog", "Events", "Flow", "Git", "HTTPClient", "JSON", "Loading",
        "LocalSpeech", "Media", "Models", "PBX", "Plan", "Providers", "Reconciler", "Resources", "Shapes", "SIP",
        "Store", nioCore, nioPosix, logging,
      ]),

    // MARK: CLI
    target("CLI", "Templates"),
    target(
      "CLI", "VoicebotCommands",
      [
        "AdminAPI", "AdminClient", "Caller", "CallRuntime", "Diagnostics", "Digest", "Events", "Files", "Git",
        "HTTPClient",
        "JSON", "Loading", "LocalSpeech", "Markup", "Media", "Models", "PBX", "PCM", "Plan", "Providers", "Reconciler",
        "Resources", "RTP", "Secrets", "Service", "Shapes", "Simulation", "SIP", "Store", "Templates", "YAMLTree",
        nioCore, nioPosix,
        logging, argumentParser,
      ]),
    .executableTarget(
      name: "voicebot", dependencies: ["VoicebotCommands"], path: "Sources/CLI/voicebot", swiftSettings: settings),

    // MARK: Benchmarks
    .executableTarget(
      name: "MediaBenchmark", dependencies: ["Media", "PCM", "RTP"], path: "Benchmarks/MediaBenchmark",
      swiftSettings: settings),
    .executableTarget(
      name: "SpeechBenchmark", dependencies: ["LocalSpeech", "Models", "Providers"], path: "Benchmarks/SpeechBenchmark",
      swiftSettings: settings),
    .executableTarget(
      name: "HostileBenchmark",
      dependencies: [
        "Diagnostics", "HostileInputs", "JSON", "JSONSchema", "Loading", "Plan", "Resources", "Shapes", "YAMLTree",
      ],
      path: "Benchmarks/HostileBenchmark", swiftSettings: settings),
    .executableTarget(
      name: "ConfigBenchmark", dependencies: ["Diagnostics", "Loading", "Resources"],
      path: "Benchmarks/ConfigBenchmark",
      swiftSettings: settings),

    // MARK: Tests
    .testTarget(name: "ArchitectureTests", path: "Tests/ArchitectureTests", swiftSettings: settings),
    .target(
      name: "ScriptedServer", dependencies: ["JSON"], path: "Tests/Support/ScriptedServer", swiftSettings: settings),
    .target(name: "TestRepository", path: "Tests/Support/TestRepository", swiftSettings: settings),
    .target(name: "RandomRepository", path: "Tests/Support/RandomRepository", swiftSettings: settings),
    .target(name: "KillPoints", path: "Tests/Support/KillPoints"),
    .target(name: "HostileInputs", path: "Tests/Support/HostileInputs", swiftSettings: settings),
    .target(name: "FuzzRounds", path: "Tests/Support/FuzzRounds", swiftSettings: settings),
    .testTarget(
      name: "FuzzRoundsTests", dependencies: ["FuzzRounds"], path: "Tests/Support/FuzzRoundsTests",
      swiftSettings: settings),
    .executableTarget(
      name: "EventLogCrash", dependencies: ["EventLog", "Events"], path: "Tests/Backbone/EventLogCrash",
      swiftSettings: settings),
    .executableTarget(
      name: "GitChildTool", dependencies: ["Git"], path: "Tests/Edge/GitChildTool", swiftSettings: settings),
    tests("Config", "YAMLTree", ["FuzzRounds", "JSON"]),
    tests("Config", "JSONSchema", ["FuzzRounds", "HostileInputs", "JSON"]),
    tests("Config", "Resources", ["FuzzRounds", "JSON"]),
    tests("Config", "Rules", ["JSON", "JSONSchema", "Resources", "YAMLTree"]),
    tests(
      "Config", "Loading",
      [
        "Diagnostics", "FuzzRounds", "HostileInputs", "JSON", "JSONSchema", "Resources", "Secrets", "Shapes",
        "YAMLTree",
      ], exclude: ["Fixtures"]),
    tests("Config", "Plan", ["Diagnostics", "FuzzRounds", "HostileInputs", "JSON", "Loading", "Resources"]),
    tests("Backbone", "Digest"),
    tests("Backbone", "Markup"),
    .executableTarget(
      name: "ReconcilerCrash", dependencies: ["Git", "KillPoints", "Loading", "Reconciler", "Resources", "Store"],
      path: "Tests/Control/ReconcilerCrash", swiftSettings: settings),
    tests("Backbone", "Store", ["JSON"]),
    tests("Wire", "SIP", ["FuzzRounds"]),
    tests("Wire", "SDP", ["FuzzRounds"]),
    tests("Wire", "RTP", ["FuzzRounds"]),
    tests("Sound", "PCM", ["FuzzRounds"]),
    tests("Talk", "Turns", ["FuzzRounds", "Providers"]),
    tests("Talk", "Flow", ["FuzzRounds", "JSON", "Loading", "Providers", "Resources"]),
    tests("Talk", "Dialog", ["FuzzRounds", "JSON", "Providers", "Resources"]),
    tests("Work", "Tools", ["FuzzRounds", "JSON", "Providers", "Resources"]),
    tests("Backbone", "JSON", ["FuzzRounds"]),
    tests("Backbone", "Events", ["FuzzRounds", "JSON"]),
    tests("Backbone", "EventLog", ["EventLogCrash", "Events", "JSON"]),
    tests("Edge", "Net", ["SDP", "SIP"]),
    tests("Edge", "Media", ["PCM", "RTP"]),
    tests("Edge", "Git", ["FuzzRounds", "GitChildTool", "TestRepository"]),
    tests("Edge", "HTTPClient", ["ScriptedServer"]),
    tests(
      "Edge", "ProviderClients",
      ["Dialog", "FuzzRounds", "HTTPClient", "JSON", "Providers", "Resources", "ScriptedServer"]),
    tests("Edge", "Models", ["JSON"]),
    .executableTarget(
      name: "FilesCrash", dependencies: ["Files", "KillPoints"], path: "Tests/Edge/FilesCrash",
      swiftSettings: settings),
    tests("Edge", "Files", ["FilesCrash"]),
    tests("Edge", "LocalSpeech", ["FuzzRounds", "Models", "Providers"]),
    tests("Edge", "ToolRunners", ["HTTPClient", "JSON", "Providers", "Resources", "ScriptedServer", "Tools"]),
    tests("Run", "CallRuntime", ["FuzzRounds", "Events", "JSON", "Providers", "Resources"]),
    tests("Run", "PBX", ["Resources"]),
    tests("Run", "Caller"),
    tests(
      "Run", "Simulation",
      ["Diagnostics", "FuzzRounds", "JSON", "JSONSchema", "Loading", "ProviderClients", "Providers", "Resources"]),
    tests(
      "Control", "Reconciler",
      [
        "Diagnostics", "Git", "GitChildTool", "HTTPClient", "JSON", "Loading", "Plan", "RandomRepository",
        "ReconcilerCrash", "Resources", "ScriptedServer", "Shapes", "Store", "TestRepository", "YAMLTree",
      ]),
    tests(
      "Control", "AdminAPI",
      ["AdminClient", "EventLog", "Events", "FuzzRounds", "JSON", "Store", nioHTTP1]),
    tests(
      "Control", "Service",
      [
        "AdminAPI", "AdminClient", "Caller", "CallRuntime", "Diagnostics", "EventLog", "Events", "Git", "GitChildTool",
        "HTTPClient", "JSON", "Loading", "Media", "Models", "PBX", "Providers", "Resources", "ScriptedServer", "SIP",
        "Store", "TestRepository", nioPosix, logging,
      ]),
  ],
  swiftLanguageModes: [.v6]
)
