import JSON
import Resources

/// Policies of the project.
enum PolicyShape {
  static let policies = Shape.list(.object(policy))

  private static let policy = ObjectShape(
    title: "Policy", doc: "A rule over resources that checking and the runtime both enforce.",
    fields: [
      Field(
        "name", .text(.name), required: true, examples: ["callers-know"], "Name of the policy, unique in the project."),
      Field(
        "severity",
        .choice([
          Choice("error", "A repository that is against it is refused."),
          Choice("warning", "It is reported, and taken all the same."),
        ]), default: "error", "What becomes of a repository that is against it."),
      Field(
        "owner", .text(.any), required: true, examples: ["privacy@example.com"],
        "Who decides about the policy and its waivers."),
      Field(
        "tenants", .list(.text(.name), least: 1), examples: [["roma"]],
        "Tenants that it is about. Without it it is about all."),
      Field("recordingConsent", .object(consent), "Callers are told before they are recorded."),
      Field("retention", .object(retention), "How long recordings and transcripts may be kept."),
      Field("transferPrefixes", .object(prefixes), "Where calls may be transferred to."),
      Field("audioProviders", .object(providers), "Which providers may get what callers and bots say."),
      Field("signedCommits", .object(signed), "Commits carry the signature of someone known."),
      Field("owners", .object(owners), "Who may change a part of the repository."),
      Field("waivers", .list(.object(waiver)), "Exceptions, each for one resource, with a reason and a last day."),
    ], exactlyOne: rules)

  static let rules = [
    "recordingConsent", "retention", "transferPrefixes", "audioProviders", "signedCommits", "owners",
  ]

  private static let consent = ObjectShape(
    title: "Recording consent", doc: "Callers are told before they are recorded.",
    fields: [
      Field("required", .boolean, required: true, "Whether a bot that records must have `recording.announce`.")
    ])
  private static let retention = ObjectShape(
    title: "Retention", doc: "How long recordings and transcripts may be kept.",
    fields: [
      Field(
        "maximum", .duration, required: true, examples: ["30d"],
        "The longest `retention` of a tenant, who must have one.")
    ])
  private static let prefixes = ObjectShape(
    title: "Transfer prefixes", doc: "Where calls may be transferred to.",
    fields: [
      Field(
        "allow", .list(.text(.phoneNumber)), required: true, examples: [["+49", "+43", "2"]],
        "What numbers start with, quoted; extensions without `+`."),
      Field(
        "hosts", .list(.text(.host), least: 1), examples: [["pbx.example.com"]],
        "Hosts of SIP addresses that may be called whatever the number. Where they are given, no other host may be called by name."
      ),
    ])
  private static let providers = ObjectShape(
    title: "Audio providers", doc: "Which providers may get what callers and bots say.",
    fields: [
      Field(
        "allow", .list(.text(.name)), required: true, examples: [["local", "flow"]],
        "Names of Providers and of built-in ones.")
    ])
  private static let signed = ObjectShape(
    title: "Signed commits", doc: "Commits carry the signature of someone known.",
    fields: [
      Field("required", .boolean, required: true, "Whether a commit without such a signature is refused."),
      Field(
        "signers", .text(.any), examples: ["certificates/allowed_signers"],
        "File of those whose signature counts, in the format of `ssh-keygen`. Without it the source's holds."),
    ])
  private static let owners = ObjectShape(
    title: "Owners", doc: "Who may change a part of the repository.",
    fields: [
      Field(
        "paths", .list(.text(.any), least: 1), examples: [["bots/roma/", "voicebot.yaml"]],
        "Files, and folders with all that is in them."),
      Field(
        "kinds",
        .list(
          .choice(ResourceName.Kind.allCases.map { Choice($0.rawValue, "Files with a \($0.rawValue).") }), least: 1),
        examples: [["Trunk"]], "Files with a resource of one of these kinds."),
      Field(
        "people", .list(.text(.any), least: 1), required: true, examples: [["eva@example.com", "*@voice.example.com"]],
        "Authors who may change them, as their commits name them. `*` stands for anything."),
    ])
  private static let waiver = ObjectShape(
    title: "Waiver", doc: "An exception from a policy, for one resource, until a day.",
    fields: [
      Field(
        "resource", .text(.any), required: true, examples: ["bots/roma/pizzeria.yaml", "bot/roma/pizzeria"],
        "A file, a folder, or a resource as `kind/tenant/name`."),
      Field("reason", .text(.any), required: true, examples: ["The old contract ends with the year."], "Why."),
      Field("expires", .text(.date), required: true, examples: ["2026-12-31"], "Its last day."),
    ])
}

/// Levels of findings, set by the project.
enum LintShape {
  static let lint = Shape.map(
    .any,
    .choice([
      Choice("off", "The finding is not reported."),
      Choice("warning", "The finding is reported and does not fail the check."),
      Choice("error", "The finding fails the check."),
    ]))
}
