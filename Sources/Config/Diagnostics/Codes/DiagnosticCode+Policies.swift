extension DiagnosticCode {
  /// Explanations of the codes about the project's policies and their waivers.
  var explanationOfPolicies: String? {
    switch self {
    case .recordingConsent:
      #"""
      A policy of the project wants callers to be told before they are recorded, and a bot records without an \#
      announcement. Add `recording.announce`, which is said before the greeting, or turn recording off. The \#
      policy's owner decides about exceptions, which are waivers in the project.
      """#
    case .retentionCeiling:
      #"""
      A policy of the project limits how long recordings and transcripts are kept, and a tenant keeps them \#
      longer, or says nothing and so keeps them for ever. Set `retention`, at most as long as the policy \#
      allows.
      """#
    case .transferPrefix:
      #"""
      A policy of the project says which numbers calls may be transferred to, and a transfer leads elsewhere. \#
      Such policies keep a mistake, or somebody else's commit, from sending calls to expensive numbers.
      """#
    case .audioProvider:
      #"""
      A policy of the project names the providers that may get a tenant's audio or what was said, and a bot \#
      uses another, as its first choice or as a fallback.
      """#
    case .unsignedCommit:
      #"""
      A policy of the project wants commits that are signed by one of its signers, and this one is not. The \#
      commit is refused where it is taken over; the files themselves cannot show it. Sign it, or ask the \#
      policy's owner.
      """#
    case .notOwner:
      #"""
      A policy of the project says who may change a part of it, and the author of this change is not among \#
      them. Ask one of the owners to make the change, or to commit it.
      """#
    case .waiverExpired:
      #"""
      A waiver's last day has passed, so what it allowed is against its policy again. Put right what it was \#
      for, or agree on a new day with the policy's owner.
      """#
    case .unusedWaiver:
      #"""
      A waiver excuses nothing: the resource it names is not there, or is not against the policy. Delete it, so \#
      that it does not excuse what comes later.
      """#
    case .waiverExpires:
      #"""
      A waiver ends within 14 days. After its last day what it allows will be against its policy, and this \#
      configuration will be refused.
      """#
    default: nil
    }
  }
}
