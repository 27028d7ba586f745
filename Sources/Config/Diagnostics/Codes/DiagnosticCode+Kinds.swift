extension DiagnosticCode {
  /// Explanations of the codes about references to menus, sinks and knowledge bases, and about what is not carried out.
  var explanationOfKinds: String? {
    switch self {
    case .unknownKnowledgeBase:
      #"""
      A bot or a step names a knowledge base that is not there. It is a KnowledgeBase under `bots/<tenant>/`, \#
      which the bot lists in its `knowledge`, or one in the folder of the scenario, which every bot of the \#
      scenario has.
      """#
    case .unknownIvr:
      #"""
      A bot or a menu sends callers to a menu that is not there. It is an Ivr of the same tenant; those of \#
      other tenants cannot be reached.
      """#
    case .unknownBot:
      #"""
      A menu or a sink names a bot that is not there. It is a Bot of the same tenant; those of other tenants \#
      cannot be reached.
      """#
    case .transferNotAllowed:
      #"""
      A transfer target lies outside of the tenant's `transferDestinations`, so a call could be sent where \#
      the tenant pays for it or a stranger answers. A destination is the first digits of phone numbers, a SIP \#
      URI, or `sip:*@host` for every user there. Add one to the tenant, or correct the target.
      """#
    case .notCarriedOut:
      #"""
      The field, value or kind is part of the language and is checked, but this version does not carry it out: \#
      it has no effect on calls. `voicebot explain KIND.path` says so of each. Leave it out, or keep it for the \#
      version that does.
      """#
    default: nil
    }
  }
}
