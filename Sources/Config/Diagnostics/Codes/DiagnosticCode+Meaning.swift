extension DiagnosticCode {
  /// Explanations of the codes about references and meaning.
  var explanationOfMeaning: String? {
    switch self {
    case .duplicateName:
      #"""
      Two resources of a kind and tenant, or two tools of a scenario, have the same name, so a reference \#
      to it could mean either. A provider may not take the name of a built-in one.
      """#
    case .unknownTenant:
      #"""
      The tenant is not declared. Each tenant has a document of kind Tenant, in \#
      `bots/<tenant>/tenant.yaml`, so that a misspelt folder does not become a tenant of its own.
      """#
    case .unknownScenario:
      #"""
      The bot names a scenario that is not in the repository. It is the name of a folder under \#
      `scenarios/` with a `scenario.yaml` in it.
      """#
    case .unknownProvider:
      #"""
      There is no provider of that name in the bot's tenant, and it is none of the built-in `local`, \#
      `flow` and `echo`. Providers of other tenants cannot be reached.
      """#
    case .wrongDriver:
      #"""
      The provider exists but cannot do this work: `speechToText` and `voice` need driver `local`; `brain` \#
      needs `flow`, `echo` or `openai-chat`; `embeddings` need `openai-embeddings`. Nor can a provider declare \#
      `capabilities` that its driver has not.
      """#
    case .unknownStep:
      #"""
      A step leads to one that is not among the scenario's `steps`, so the conversation would end in \#
      silence there.
      """#
    case .unknownIntent:
      #"""
      A step listens for an intent that is not among the scenario's `intents`, so it could never be heard.
      """#
    case .unknownSlot:
      #"""
      A step collects, or an example sentence names, a slot that is not among the scenario's `slots`.
      """#
    case .unknownTool:
      #"""
      A step calls a tool that is not among the scenario's `tools`, so there would be nothing to run. Tools \#
      belong to their scenario; those of others cannot be called.
      """#
    case .unknownDatabase:
      #"""
      A tool runs on a database that is not among the scenario's `databases`. Declare it there with the \#
      schema that creates its tables; databases of other scenarios cannot be reached.
      """#
    case .unknownTransfer:
      #"""
      The scenario transfers to a target that the bot does not define. Targets belong to the bot, since \#
      each bot's staff have their own numbers: add it to the bot's `transfer`.
      """#
    case .unknownVariable:
      #"""
      A text refers to something that has no value there. Greetings and other texts of a bot use the bot's \#
      `variables`; texts of a scenario use also its slots and, in steps, `result.field` of the last tool. \#
      Every bot that uses a scenario must define the variables the scenario refers to.
      """#
    case .numberTwice:
      #"""
      Two bots, or one bot twice, answer the same number. A call could go to either. Numbers are compared \#
      without a leading `+`.
      """#
    case .noScenario:
      #"""
      The bot has no scenario, so its brain would have nothing to go by. Only a bot whose brain is a \#
      provider of driver `echo` needs none.
      """#
    case .missingArgument:
      #"""
      A step calls a tool without an argument that the tool's parameters require, so every such call would \#
      fail. Add it to `with`.
      """#
    case .unknownArgument:
      #"""
      A step gives a tool an argument that the tool's parameters do not have and do not allow.
      """#
    case .badArgument:
      #"""
      An argument, or a value that its slot may have, does not meet the tool's parameter schema, so such a \#
      call would fail while a caller waits. Make the slot and the schema agree.
      """#
    case .noStart:
      #"""
      The scenario has no step `start`, where every conversation begins. Add one, or give that name to the \#
      step that listens for the caller's first sentence.
      """#
    case .badDefault:
      #"""
      The default of a slot is no value the slot could have: not one of its `values`, outside of `minimum` \#
      and `maximum`, or of another type. A caller who says nothing about it would get a value that no \#
      caller may ask for.
      """#
    case .unknownParameter:
      #"""
      A tool's statement or request uses an argument that is not among its parameters, so it would always \#
      be missing.
      """#
    case .unreachableStep:
      #"""
      No path from `start` leads to the step, by `on`, `then`, `next` or `onError`. It is dead, or the \#
      step that should lead to it names another.
      """#
    case .unusedIntent:
      #"""
      No step listens for the intent in its `on`, so hearing it has no effect. Add it to a step, usually \#
      `start`, or delete it.
      """#
    default: nil
    }
  }
}
