extension DiagnosticCode {
  /// Explanations of the codes about what a repository means as a whole, about lint and about secrets.
  var explanationOfRules: String? {
    switch self {
    case .silentLoop:
      #"""
      Steps lead to one another in a circle in which nothing waits for the caller: no step listens, asks or \#
      confirms. The bot would go round without a word being heard, calling its tools each time. Let one of \#
      the steps listen with `on`, ask with `collect`, read back with `confirm`, or lead out of the circle.
      """#
    case .slotNeverSet:
      #"""
      A text, or an argument that a tool requires, uses a slot that no way through the steps has collected \#
      before, and that has no default. The text would have a hole each time it is said; the call would fail \#
      each time. Collect the slot in a step that leads here, or give it a default. What is said on entering a \#
      step is said before the step's own `collect`.
      """#
    case .ambiguousSynonym:
      #"""
      The same word stands for two values of a slot. A caller who says it can only get one of them, whichever \#
      comes first. Case, hyphens and spacing make no difference to a word. Keep it at the value callers mean.
      """#
    case .badLint:
      #"""
      The project's `lint` names a diagnostic that does not exist, or wants less of one than may be had. \#
      Warnings may be `off`, `warning` or `error`; errors stay errors, since the runtime counts on them.
      """#
    case .providerLanguage:
      #"""
      A provider names the languages it can do, and the bot's is not among them. The provider would be sent what \#
      it cannot hear or say. Name another provider, or add the language to its `languages`.
      """#
    case .missingCapability:
      #"""
      The bot needs something of a provider that the provider says it cannot do: a field needs it for another kind \#
      of work than its `capabilities` name, or the scenario has tools and the brain cannot call any. Name another \#
      provider, or add the capability where the service has it.
      """#
    case .noCodec:
      #"""
      None of the trunk's codecs is one that this version carries out, so no call over it could have audio. Add \#
      PCMU or PCMA, which every carrier has.
      """#
    case .silenceOrder:
      #"""
      The reactions to silence are carried out in the order they are written, each `after` counted from the \#
      bot's last word. One that is not later than the one before it, or that follows a hang-up, could never \#
      come when it says.
      """#
    case .transferLoop:
      #"""
      Calls are passed on in a circle with nobody to stop it: what one bot or menu does when it fails leads, \#
      by numbers of this repository, back to where it began. When the providers are down every caller would \#
      go round until they hang up. Let the last resort be a number outside, or a hang-up.
      """#
    case .noFailureStep:
      #"""
      A step calls a tool that changes something, and does not say with `onError` what follows when that fails \#
      or changes nothing. The caller would hear a general apology, without being told that the order was not \#
      placed.
      """#
    case .slotMayBeUnset:
      #"""
      A text, or an argument that a tool requires, uses a slot or a tool's result that some way through the \#
      steps leaves without a value. On that way the text has a hole, or the call fails. After a tool that \#
      writes, what was collected is forgotten, names and phone numbers apart. An argument that the tool does \#
      not require is left out where nothing was heard, and is reported only where nothing ever sets it.
      """#
    case .loopOnceCollected:
      #"""
      Steps lead to one another in a circle that only waits to collect slots. A slot that is known is not asked \#
      for again, so from the second round on nothing waits for the caller. Let one of the steps listen with \#
      `on` or read back with `confirm`.
      """#
    case .loopWithoutExit:
      #"""
      Steps lead to one another in a circle from which no step is reached that hangs up or transfers. Such a \#
      call ends only when the caller hangs up, or at one of the bot's limits. Add an intent for goodbye, \#
      usually to `start`, that leads to a step with `do: hangup`.
      """#
    case .unusedSuppression:
      #"""
      A comment says that a warning is meant, and there is no such warning at its line. The comment ignores \#
      warnings of its own line, or where it stands alone, of the next line. Delete it, so that it does not hide \#
      what comes later.
      """#
    case .exampleTwice:
      #"""
      Two intents have the same example sentence, so neither can be told from the other by it. Case and \#
      punctuation make no difference. Keep it at the intent that callers mean.
      """#
    case .turnTiming:
      #"""
      Two times of a bot's `turns` contradict one another, or one has no effect: a silence that is asked about \#
      while the caller's pause may still belong to the sentence, a filler that comes after the answer has been \#
      given up, a setting of something that is turned off. The message says which.
      """#
    case .otherLanguage:
      #"""
      The bot's language is not English, and the embedded recogniser, the embedded voice and the deterministic \#
      brain do English only. Callers would not be understood, or would hear words read as if they were English. \#
      Name providers that can do the language.
      """#
    case .limitAboveTenant:
      #"""
      A bot may have more calls at a time than its whole tenant, or keeps recordings longer than its tenant \#
      does. The tenant's limit holds, so the bot's own never counts. Lower it, or raise the tenant's.
      """#
    case .badSuppression:
      #"""
      A comment `# voicebot: …` does not say what to ignore. It is written `# voicebot: ignore VB0302 reason`, \#
      with one code or several separated by commas, by number or by name. Only warnings can be ignored, and VB0602, \#
      which is a guess; the reason is not optional: it is for whoever reads the line next.
      """#
    case .transferCycle:
      #"""
      A bot transfers to a number that another bot of this repository answers, and that one transfers back. A \#
      caller who asks for a person at each of them never reaches one. Where the bots share out the work between \#
      them this is meant: say so with a comment `# voicebot: ignore transfer-cycle reason`.
      """#
    case .clearSecret:
      #"""
      A text has the form of a secret: a key of a known service, a private key, a token, a password in an \#
      address or beside a name that says so. A comment, and a file that cannot be read, are looked through as well: \#
      what stands there is no less known. Secrets do not belong in a repository, where they stay in the \#
      history. Revoke it, keep the new one in the environment or a file, and write `env:NAME` or `file:/path` \#
      in a field that takes secrets.
      """#
    case .randomText:
      #"""
      A text holds a long run of letters and digits without pattern, as keys and tokens are. If it is one, \#
      revoke it, and refer to its successor with `env:NAME` or `file:/path`. This is a guess: where anyone may know the \#
      text, say so with a comment at its line, `# voicebot: ignore random-text reason`.
      """#
    default: nil
    }
  }
}
