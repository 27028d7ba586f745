package import JSON
package import Resources

/// The shape of a whole document of a kind.
package enum KindShape {
  package static let version = "voicebot/v1"

  package static func of(_ kind: ResourceName.Kind) -> ObjectShape {
    switch kind {
    case .project: project
    case .tenant: tenant
    case .trunk: trunk
    case .provider: provider
    case .bot: bot
    case .ivr: ivr
    case .sink: sink
    case .scenario: scenario
    case .knowledgeBase: knowledgeBase
    case .test: test
    }
  }

  private static let project = document(.project, ProjectShape.spec, specRequired: false)
  private static let tenant = document(.tenant, TenantShape.spec, specRequired: false)
  private static let trunk = document(.trunk, TrunkShape.spec, specRequired: true)
  private static let provider = document(.provider, ProviderShape.spec, specRequired: true)
  private static let bot = document(.bot, BotShape.spec, specRequired: true)
  private static let ivr = document(.ivr, IvrShape.spec, specRequired: true)
  private static let sink = document(.sink, SinkShape.spec, specRequired: true)
  private static let knowledgeBase = document(.knowledgeBase, KnowledgeBaseShape.spec, specRequired: true)
  private static let test = document(.test, TestShape.spec, specRequired: true)
  private static let scenario = document(.scenario, ScenarioShape.spec, specRequired: true)

  /// A document of the kind, with what must be in it.
  package static func example(_ kind: ResourceName.Kind) -> JSONValue {
    let spec = of(kind).field("spec")?.shape.objectExample
    var document = JSONObject()
    document["apiVersion"] = .string(version)
    document["kind"] = .string(kind.rawValue)
    document["metadata"] = ["name": "example"]
    document["spec"] = spec
    return .object(document)
  }

  private static func document(_ kind: ResourceName.Kind, _ spec: ObjectShape, specRequired: Bool) -> ObjectShape {
    var metadata = [
      Field(
        "name", .text(.name), required: true, examples: ["pizzeria"],
        "Name of the resource, unique among its kind and tenant."),
      Field(
        "labels", .map(.any, .text(.any)), examples: [["team": "growth"]], "Names and values to select and group by."),
      Field(
        "annotations", .map(.any, .text(.any)), examples: [["example.com/owner": "voice team"]],
        "Notes for people and tools; the runtime does not read them."),
    ]
    if kind.hasTenant {
      metadata.insert(
        Field(
          "tenant", .text(.name), examples: ["roma"],
          "The tenant it belongs to. The folder under `bots/` says so already."), at: 1)
    }
    return ObjectShape(
      title: kind.rawValue, doc: spec.doc,
      fields: [
        Field(
          "apiVersion", .choice([Choice(version, "The language this describes.")]), required: true, "Language version."),
        Field(
          "kind", .choice([Choice(kind.rawValue, carriedOut: spec.carriedOut, spec.doc)]), required: true,
          "What the document declares."),
        Field(
          "metadata", .object(ObjectShape(title: "Metadata", doc: "Name and labels.", fields: metadata)),
          required: true, "Name and labels."),
        Field("spec", .object(spec), required: specRequired, spec.doc),
      ])
  }
}
