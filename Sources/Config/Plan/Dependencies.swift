import JSON
import Resources
import Shapes

/// What a bot is made of, of one revision.
struct Dependencies {
  struct Bot {
    var numbers: [String]
    var uses: [ResourceName]
  }

  private let set: ResourceSet
  private let projects: [ResourceName]

  init(_ set: ResourceSet) {
    self.set = set
    projects = set.resources.keys.filter { $0.kind == .project }
  }

  func bot(_ resource: Resource) -> Bot {
    let spec = resource.writtenSpec
    let tenant = resource.name.tenant
    var uses = projects
    if let tenant { uses.append(ResourceName(kind: .tenant, tenant: tenant, name: tenant)) }
    if let scenario = spec["scenario"]?.stringValue {
      uses.append(ResourceName(kind: .scenario, tenant: nil, name: scenario))
    }
    for field in ["speechToText", "brain", "voice"] {
      let pinned = spec[field]
      let names = [pinned?["provider"]].compactMap { $0 } + (pinned?["fallback"]?.arrayValue ?? [])
      uses += names.compactMap(\.stringValue).map { ResourceName(kind: .provider, tenant: tenant, name: $0) }
    }
    for name in spec["knowledge"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      uses.append(ResourceName(kind: .knowledgeBase, tenant: tenant, name: name))
      uses.append(ResourceName(kind: .knowledgeBase, tenant: nil, name: name))
    }
    if let menu = spec["onFailure"]?["ivr"]?.stringValue {
      uses.append(ResourceName(kind: .ivr, tenant: tenant, name: menu))
    }
    return Bot(numbers: spec["numbers"]?.arrayValue?.map(\.text) ?? [], uses: uses)
  }
}
