import Diagnostics
import Resources
import YAMLTree

extension BotRules {
  /// The order of the reactions to silence.
  func checkSilence(_ report: inout Report) {
    var last: (after: Duration, text: String, hangsUp: Bool)?
    for node in spec["turns"]?["silence"]?.elements ?? [] {
      guard let after = FieldReader(node)["after"].duration, let value = node["after"], let text = value.scalar?.text
      else { continue }
      if let last, last.hangsUp {
        report.add(.silenceOrder, "the call has been hung up by then", value.range)
      } else if let last, after <= last.after {
        report.add(.silenceOrder, "`\(text)` is not later than the `\(last.text)` before it", value.range)
      }
      last = (after, text, node["do"] != nil)
    }
  }

  /// Times that contradict one another, and settings without effect.
  func checkTurns(_ report: inout Report) {
    guard let node = spec["turns"] else { return }
    var turns = Bot.Turns()
    turns.read(repository.defaults(of: declaration.name.tenant)["turns"])
    turns.read(FieldReader(node))
    if let first = turns.silence.first, first.after <= turns.endpointing.maxDelay {
      let place = node["silence"]?[0]?["after"] ?? node["endpointing"]?["maxDelay"]
      report.add(
        .turnTiming, "silence is asked about while a pause may still belong to the sentence",
        (place ?? node).range.startOnly,
        suggestion: "`silence.after` should be longer than `endpointing.maxDelay`")
    }
    if let after = node["filler"]?["after"], !turns.filler.say.isEmpty, let timeout = brainTimeout,
      turns.filler.after >= timeout
    {
      report.add(.turnTiming, "by then the brain's `timeout` has passed", after.range)
    }
    if !turns.interruption.enabled {
      for field in ["confirm", "resume", "backchannels"] {
        guard let entry = node["interruption"]?.entry(field) else { continue }
        report.add(.turnTiming, "`\(field)` has no effect while interruption is not enabled", entry.nameRange)
      }
    }
  }

  /// How long the bot's brain may take; nil where it answers at once.
  private var brainTimeout: Duration? {
    guard let provider = provider(providerName("brain")),
      provider.spec["driver"].choice(Provider.Driver.self)?.isRemote == true
    else { return nil }
    return Provider(provider.metadata, spec: provider.spec).timeouts.firstToken
  }
}
