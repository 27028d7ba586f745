import ArgumentParser

/// What `voicebot new` writes.
enum NewKind: String, ExpressibleByArgument, CaseIterable {
  case bot, scenario, trunk, provider, ivr, sink, knowledgebase, test, environment

  /// Whether it is kept in the folder of a tenant.
  var hasTenant: Bool {
    switch self {
    case .bot, .trunk, .provider, .ivr, .sink, .knowledgebase: true
    case .scenario, .test, .environment: false
    }
  }

  /// The schema that editors check it by. What an environment changes may be of any kind.
  var schema: String { self == .environment ? "voicebot" : rawValue }
}

/// A file that is about to be written.
struct Scaffold {
  var path: String
  var text: String
  /// What a person goes on with.
  var next: String
}
