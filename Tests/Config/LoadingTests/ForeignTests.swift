import Diagnostics
import Loading
import Testing

/// Repositories of other tools, put where bots belong.
@Suite struct ForeignTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var text: String
    var testDescription: String { what }
  }

  private static func load(_ text: String, path: String = "bots/x/file.yaml") -> [Diagnostic] {
    let files = Repository.files(Repository.project) + [SourceFile(path: path, text: text)]
    let result = Loader.load(files, revision: "test")
    #expect(result.snapshot == nil)
    return result.diagnostics.filter { $0.place.file == path }
  }

  static let cases: [Case] = [
    Case(
      what: "a Kubernetes Deployment",
      text: """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: front
          labels: {app: front}
        spec:
          replicas: 3
          selector: {matchLabels: {app: front}}
          template:
            metadata: {labels: {app: front}}
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.4.2
                  ports: [{containerPort: 8080}]
                  env:
                    - {name: LOG, value: "debug"}
        """),
    Case(
      what: "a Kubernetes Service",
      text: """
        apiVersion: v1
        kind: Service
        metadata: {name: front}
        spec:
          type: ClusterIP
          selector: {app: front}
          ports: [{port: 80, targetPort: 8080}]
        """),
    Case(
      what: "a Kubernetes Ingress",
      text: """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: front}
        spec: {rules: [{host: example.com}]}
        """),
    Case(
      what: "a GitHub workflow",
      text: """
        name: build
        on:
          push: {branches: [main]}
          pull_request:
        permissions: {contents: read}
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
              - name: Test
                run: make test
        """),
    Case(
      what: "a Rasa domain",
      text: """
        version: "3.1"
        intents:
          - greet
          - order_pizza: {use_entities: true}
        entities: [size]
        slots:
          size: {type: text, influence_conversation: true, mappings: [{type: from_entity, entity: size}]}
        responses:
          utter_greet:
            - text: "Hello! What can I get you?"
        actions: [action_order]
        session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
        """),
    Case(
      what: "Rasa training data",
      text: """
        version: "3.1"
        nlu:
          - intent: greet
            examples: |
              - hello
              - good morning
        """),
    Case(
      what: "a Docker Compose file",
      text: """
        services:
          web: {image: "web:1", ports: ["80:80"]}
        volumes: {data: {}}
        """),
    Case(what: "an Ansible playbook", text: "- hosts: all\n  tasks:\n    - name: ping\n      ping:\n"),
  ]

  @Test(arguments: cases) func isCalledWhatItIs(_ foreign: Case) throws {
    let found = Self.load(foreign.text)
    #expect((1...5).contains(found.count), "\(DiagnosticText().print(found))")
    let first = try #require(found.first { $0.severity == .error })
    #expect(first.message.contains(foreign.what), "\(first.message)")
    #expect(first.code == .notAResource)
    #expect(first.place.line >= 1 && first.excerpt != nil)
  }

  /// A file nobody can name is refused too, once.
  @Test(arguments: [
    "a: 1\nb: 2\n", "- 1\n- 2\n", "just a text\n", "spec: {replicas: 1}\nother: [x, y]\n",
    "kind: Deployment\nspec: {}\n",
    "{}\n", "kind: Bot\n", "apiVersion: voicebot/v1\n", "kind: [Bot]\n", "kind: Bot\nspec: x\nmetadata: 3\n",
  ]) func anythingElseIsRefused(_ text: String) {
    let found = Self.load(text)
    #expect((1...5).contains(found.count), "\(DiagnosticText().print(found))")
    #expect(found.contains { $0.severity == .error && $0.place.line == 1 })
  }

  /// Many documents in one file do not bury the reader either.
  @Test func manyDocuments() {
    let text = (0..<500).map { "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\($0)}\n" }.joined(
      separator: "---\n")
    let found = Self.load(text)
    #expect((1...5).contains(found.count), "\(found.count)")
  }

  /// A document of ours with everything wrong says all of it, within bounds.
  @Test func aBotOfAnotherLanguage() {
    let fields = (0..<500).map { "  field\($0): x\n" }.joined()
    let found = Self.load("apiVersion: voicebot/v1\nkind: Bot\nmetadata: {name: a}\nspec:\n" + fields)
    #expect(found.count <= 101)
  }
}
