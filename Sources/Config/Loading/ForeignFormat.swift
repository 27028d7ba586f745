import YAMLTree

/// Files of other tools that are easily put beside resources by mistake, told by what only they have.
enum ForeignFormat {
  /// What the document is, such as "a Kubernetes Deployment"; nil where it is nothing known.
  static func name(of document: YAMLNode) -> String? {
    guard let entries = document.entries else { return nil }
    let names = Set(entries.map(\.name))
    let version = document["apiVersion"]?.scalar?.text ?? ""
    let kind = document["kind"]?.scalar.map { String($0.text.prefix(40)) } ?? "resource"
    if !version.isEmpty, !version.hasPrefix("voicebot/") {
      if let group = version.split(separator: "/").first, knownGroups[String(group)] != nil || isKubernetes(version) {
        return "a \(knownGroups[String(group)] ?? "Kubernetes") \(kind)"
      }
      if names.contains("kind"), names.contains("metadata") || names.contains("spec") {
        return "a Kubernetes \(kind)"
      }
    }
    if names.contains("jobs"), names.contains("on") || names.contains("true") { return "a GitHub workflow" }
    if names.contains("runs"), names.contains("inputs") || names.contains("outputs") { return "a GitHub action" }
    if names.contains("services"), names.isSubset(of: compose) { return "a Docker Compose file" }
    if names.contains("stages") || names.contains(".pre"), entries.contains(where: { $0.value["script"] != nil }) {
      return "a GitLab pipeline"
    }
    if names.contains("responses") || names.contains("intents"), names.isSubset(of: rasaDomain) {
      return "a Rasa domain"
    }
    if names.contains("nlu") || names.contains("stories") || names.contains("rules"), names.isSubset(of: rasaData) {
      return "Rasa training data"
    }
    if names.contains("pipeline"), names.contains("policies") || names.contains("recipe") {
      return "a Rasa configuration"
    }
    if names.contains("openapi") || names.contains("swagger") { return "an OpenAPI description" }
    if names.contains("repos"), document["repos"]?.elements?.first?["hooks"] != nil {
      return "a pre-commit configuration"
    }
    if version.isEmpty, names.contains("name"), names.contains("version"),
      names.contains("appVersion") || names.contains("type")
    {
      return "a Helm chart"
    }
    return nil
  }

  /// A list of tasks or plays.
  static func name(ofList document: YAMLNode) -> String? {
    guard let first = document.elements?.first else { return nil }
    return first["hosts"] != nil && (first["tasks"] != nil || first["roles"] != nil) ? "an Ansible playbook" : nil
  }

  private static let knownGroups = [
    "apps": "Kubernetes", "batch": "Kubernetes", "autoscaling": "Kubernetes", "policy": "Kubernetes",
    "networking.k8s.io": "Kubernetes", "rbac.authorization.k8s.io": "Kubernetes", "storage.k8s.io": "Kubernetes",
    "apiextensions.k8s.io": "Kubernetes", "kustomize.config.k8s.io": "Kustomize", "argoproj.io": "Argo",
    "helm.toolkit.fluxcd.io": "Flux", "source.toolkit.fluxcd.io": "Flux", "cert-manager.io": "cert-manager",
    "backstage.io": "Backstage", "tekton.dev": "Tekton", "monitoring.coreos.com": "Prometheus",
  ]

  /// `v1`, `v2beta1` and the like.
  private static func isKubernetes(_ version: String) -> Bool {
    let rest = version.drop { $0 == "v" }
    return rest.count < version.count && rest.first?.isNumber == true && !version.contains("/")
  }

  private static let compose: Set = [
    "version", "services", "volumes", "networks", "configs", "secrets", "name", "include",
  ]
  private static let rasaDomain: Set = [
    "version", "intents", "entities", "slots", "responses", "forms", "actions", "session_config", "config",
  ]
  private static let rasaData: Set = ["version", "nlu", "stories", "rules", "e2e", "test_cases"]
}
