import Diagnostics

extension Policy {
  /// The element of `policies` has passed `PolicyShape`; nil where it has not.
  package init?(_ reader: FieldReader) {
    guard let name = reader["name"].text, let owner = reader["owner"].text, let rule = Rule(reader) else { return nil }
    self.init(
      name: name, severity: reader["severity"].text.flatMap(Diagnostic.Severity.init(rawValue:)) ?? .error,
      owner: owner, tenants: reader["tenants"].texts.map { Set($0) }, rule: rule,
      waivers: reader["waivers"].elements.compactMap(Waiver.init))
  }
}

extension Policy.Rule {
  fileprivate init?(_ reader: FieldReader) {
    if let required = reader["recordingConsent"]["required"].boolean {
      self = .recordingConsent(required: required)
    } else if let maximum = reader["retention"]["maximum"].duration {
      self = .retention(maximum: maximum)
    } else if let allow = reader["transferPrefixes"]["allow"].texts {
      self = .transferPrefixes(allow: allow, hosts: reader["transferPrefixes"]["hosts"].texts ?? [])
    } else if let allow = reader["audioProviders"]["allow"].texts {
      self = .audioProviders(allow: allow)
    } else if let required = reader["signedCommits"]["required"].boolean {
      self = .signedCommits(required: required, signers: reader["signedCommits"]["signers"].text)
    } else if let people = reader["owners"]["people"].texts {
      self = .owners(
        paths: reader["owners"]["paths"].texts ?? [],
        kinds: (reader["owners"]["kinds"].texts ?? []).compactMap(ResourceName.Kind.init(rawValue:)), people: people)
    } else {
      return nil
    }
  }
}

extension Policy.Waiver {
  fileprivate init?(_ reader: FieldReader) {
    guard let resource = reader["resource"].text, let reason = reader["reason"].text,
      let expires = reader["expires"].text.flatMap({ CivilDate($0) })
    else { return nil }
    self.init(resource: resource, reason: reason, expires: expires)
  }
}
