import Loading
import Plan
import Resources

/// A small repository in texts, and the resources of it.
struct Revision {
  var files: [String: String]

  static let base = Revision(files: [
    "voicebot.yaml": """
    apiVersion: voicebot/v1
    kind: Project
    metadata: {name: demo}
    """,
    "bots/roma/tenant.yaml": """
    apiVersion: voicebot/v1
    kind: Tenant
    metadata: {name: roma}
    """,
    "bots/roma/pizzeria.yaml": """
    apiVersion: voicebot/v1
    kind: Bot
    metadata: {name: pizzeria, labels: {team: growth}}
    spec:
      numbers: ["100", "101"]
      scenario: pizza
      greeting: "Welcome."
      variables: {business: Roma}
    """,
    "scenarios/pizza/scenario.yaml": """
    apiVersion: voicebot/v1
    kind: Scenario
    metadata: {name: pizza}
    spec:
      persona: "You take orders for {{business}}."
      intents:
        order: {examples: ["a pizza please"]}
        bye: {examples: ["goodbye"]}
      steps:
        start: {on: {order: take, bye: end}, otherwise: "What can I do?"}
        take: {say: "Noted.", next: end}
        end: {say: "Goodbye.", do: hangup}
    """,
  ])

  func with(_ path: String, _ old: String, _ new: String) -> Revision {
    var copy = self
    copy.files[path] = files[path]?.replacing(old, with: new)
    precondition(copy.files[path] != files[path], "the text `\(old)` is not in \(path)")
    return copy
  }

  func with(_ path: String, _ text: String?) -> Revision {
    var copy = self
    copy.files[path] = text
    return copy
  }

  var load: LoadResult {
    Loader.load(files.map { SourceFile(path: $0.key, text: $0.value) }, revision: "test")
  }

  var set: ResourceSet { ResourceSet(load.resources) }
}
