extension DiagnosticCode {
  /// Explanations of the codes about environments and versions of the language.
  var explanationOfEnvironment: String? {
    switch self {
    case .unknownEnvironment:
      #"""
      An environment was asked for, by `--env` or by the runtime's settings, that has no file. The environment \#
      `staging` is what `environments/staging.yaml` says: parts of resources that are different there.
      """#
    case .overlayOfNothing:
      #"""
      A document of an environment changes a resource that the repository does not have. An environment changes \#
      resources and adds none. They are named by kind, tenant and name:

          apiVersion: voicebot/v1
          kind: Bot
          metadata: {name: pizzeria, tenant: roma}
          spec: {limits: {concurrentCalls: 2}}
      """#
    case .overlaidTwice:
      #"""
      Two documents of one environment change the same resource, and which of them wins would depend on their \#
      order. Put both into one document.
      """#
    case .environmentNotJudged:
      #"""
      Every environment is laid over the resources that it changes, and those are judged again. To keep a check quick, \#
      that stops once the files read again are as large as the repository; the form of this environment was looked at, \#
      and what it changes was not. `voicebot validate --env NAME` judges one environment as a whole.
      """#
    case .oldVersion:
      #"""
      The document is written for an earlier version of the language. It is read as if it were written for the \#
      present one, and works; `voicebot migrate` rewrites the file, with its comments and its order.
      """#
    default: nil
    }
  }
}
