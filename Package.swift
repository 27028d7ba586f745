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

func tests(_ plane: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies,
    path: "Tests/\(plane)/\(name)Tests", swiftSettings: settings)
}

func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "voicebot",
  products: [.executable(name: "voicebot", targets: ["voicebot"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // MARK: Config
    target("Config", "Resources", ["JSON"]),

    // MARK: Talk
    target("Talk", "Providers", ["JSON"]),

    // MARK: Backbone
    target("Backbone", "JSON"),
    target("Backbone", "Events", ["JSON"]),

    // MARK: CLI
    .executableTarget(
      name: "voicebot", dependencies: ["Resources", "Providers", "Events"], path: "Sources/CLI/voicebot",
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
