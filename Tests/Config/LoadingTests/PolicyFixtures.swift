import Diagnostics

/// What is against a policy, on 2026-01-15, by `eva@example.com`, who changed the bot of the fixture.
extension FindingFixture {
  private static func policy(
    _ code: DiagnosticCode, _ rule: String, bot spec: String = "scenario: hello", tenant: String = ""
  ) -> FindingFixture {
    var fixture = FindingFixture(
      code,
      botText(spec).replacing(
        "metadata: {name: test}",
        with: """
          metadata: {name: test}
          spec:
            policies:
              - name: p
                owner: law@example.com
                \(rule)
          """
      ).replacing("metadata: {name: acme}", with: "metadata: {name: acme}" + tenant))
    // A tenant's retention is checked only.
    fixture.isNotCarriedOut = !tenant.isEmpty
    return fixture
  }

  static let policies: [FindingFixture] = [
    policy(
      .recordingConsent, "recordingConsent: {required: true}", bot: "scenario: hello\nrecording: {enabled: 1️⃣true}"),
    policy(.retentionCeiling, "retention: {maximum: 30d}", tenant: "\nspec: {retention: 1️⃣31d}"),
    policy(.retentionCeiling, "retention: {maximum: 30d}").replacing("{name: acme}", with: "{name: 1️⃣acme}"),
    policy(
      .transferPrefix, "transferPrefixes: {allow: [\"+49\"]}",
      bot: "scenario: hello\ntransfer: {a: {to: \"sip:+4930@x\"}, b: {to: 1️⃣\"sip:0088216@x\"}}"),
    policy(
      .transferPrefix, "transferPrefixes: {allow: [\"+49\"], hosts: [pbx]}",
      bot: "scenario: hello\ntransfer: {a: {to: \"sip:staff@pbx\"}, b: {to: 1️⃣\"sip:staff@elsewhere\"}}"),
    policy(
      .transferPrefix, "transferPrefixes: {allow: [\"+49\"]}",
      bot: "scenario: hello\ntransfer: {a: {to: \"sip:%2B4930@x\"}, b: {to: 1️⃣\"sip:%2B1900@x\"}}"),
    policy(
      .transferPrefix, "transferPrefixes: {allow: [\"+49\"]}",
      bot: "scenario: hello\ntransfer: {a: {to: \"sip:desk@x\"}, b: {to: 1️⃣\"sip:*69@x\"}}"),
    policy(.unknownTenant, "tenants: [acme, 1️⃣acmee]\n      recordingConsent: {required: true}"),
    policy(
      .duplicateName,
      "recordingConsent: {required: true}\n    - {name: 1️⃣p, owner: a, retention: {maximum: 30d}, tenants: [acme]}",
      tenant: "\nspec: {retention: 1d}"),
    policy(
      .empty, "recordingConsent: {required: true}", bot: "scenario: hello\nrecording: {enabled: true, announce: 1️⃣\" \"}"
    ),
    policy(
      .empty,
      "retention: {maximum: 30d}\n      waivers: [{resource: tenant/acme, reason: 1️⃣\" \", expires: 2026-12-20}]"),
    policy(
      .audioProvider, "audioProviders: {allow: [local]}", bot: "scenario: hello\nbrain: {provider: 1️⃣flow}"),
    policy(.unsignedCommit, "signedCommits: {required: true}"),
    policy(.notOwner, "owners: {kinds: [Bot], people: [\"*@voice.example.com\", adam@example.com]}"),
    policy(.notOwner, "owners: {paths: [bots/acme], people: [adam@example.com]}"),
    policy(
      .unusedWaiver,
      "recordingConsent: {required: true}\n      waivers: [{resource: 1️⃣bot/acme/other, reason: Old., expires: 2026-12-31}]"
    ),
    policy(
      .waiverExpires,
      "retention: {maximum: 30d}\n      waivers: [{resource: tenant/acme, reason: Old., expires: 1️⃣2026-01-20}]"),
    policy(
      .waiverExpired,
      "recordingConsent: {required: true}\n      waivers: [{resource: bots/acme, reason: Old., expires: 1️⃣2026-01-14}]"),
  ]

  private func replacing(_ old: String, with new: String) -> FindingFixture {
    FindingFixture(code, text.replacing(old, with: new), fix: replacement)
  }
}
