/// A bot: numbers, scenario, voice, providers and manners of one voice agent.
package struct Bot: Sendable, Hashable {
  /// A reference to a Provider of the bot's tenant, or to a built-in one (`local`, `flow`, `echo`).
  package struct Pinned: Sendable, Hashable {
    package var provider: String
    package var fallback: [String] = []
    /// Overrides the provider's model.
    package var model: String?
    package init(provider: String) { self.provider = provider }
  }

  package struct Voice: Sendable, Hashable {
    package var provider = "local"
    package var fallback: [String] = []
    package var name = "en-us"
    package var rate = 1.0
    package init() {}
  }

  package struct Turns: Sendable, Hashable {
    package struct Endpointing: Sendable, Hashable {
      package var minDelay: Duration = .milliseconds(250)
      package var maxDelay: Duration = .milliseconds(2500)
      package var learn = true
      package init() {}
    }
    package struct Interruption: Sendable, Hashable {
      package var enabled = true
      /// Speech that lasts this long is a real interruption.
      package var confirm: Duration = .milliseconds(400)
      package var resume = true
      package var backchannels = ["yeah", "uh-huh", "ok", "mm-hmm"]
      package init() {}
    }
    package enum SilenceAction: Sendable, Hashable {
      case say(String)
      case hangup
    }
    package struct Silence: Sendable, Hashable {
      package var after: Duration
      package var action: SilenceAction
      package init(after: Duration, action: SilenceAction) {
        self.after = after
        self.action = action
      }
    }
    package struct Filler: Sendable, Hashable {
      package var after: Duration = .milliseconds(900)
      package var say: [String] = []
      package init() {}
    }
    package var endpointing = Endpointing()
    package var interruption = Interruption()
    package var silence: [Silence] = [
      Silence(after: .seconds(8), action: .say("Are you still there?")),
      Silence(after: .seconds(16), action: .hangup),
    ]
    package var filler = Filler()
    package init() {}
  }

  package struct Recording: Sendable, Hashable {
    package enum Channels: String, Sendable, Hashable, CaseIterable { case stereo, mono }
    package var enabled = false
    package var channels = Channels.stereo
    package var announce: String?
    package init() {}
  }

  package struct Limits: Sendable, Hashable {
    package var callDuration: Duration = .seconds(1800)
    package var concurrentCalls: Int?
    package init() {}
  }

  /// Who takes a call that the bot itself does not, with what is said before.
  package struct Diversion: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
      /// The name of an Ivr of the tenant.
      case ivr(String)
      /// The name of one of the bot's transfer targets.
      case transfer(String)
      case hangup
    }
    package var say: String?
    package var action: Action
    package init(say: String? = nil, action: Action) {
      self.say = say
      self.action = action
    }
  }

  package struct Hours: Sendable, Hashable {
    /// A name of the time zone database.
    package var timezone: String
    package var open: [OpeningHours]
    package var closed: Diversion
    package init(timezone: String, open: [OpeningHours], closed: Diversion) {
      self.timezone = timezone
      self.open = open
      self.closed = closed
    }
  }

  package struct Privacy: Sendable, Hashable {
    package var redact: [Redaction] = []
    package var retention: Duration?
    package init() {}
  }

  package struct Rollout: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
      /// Share of calls, in per cent.
      package var weight: Int
      package var duration: Duration
      package init(weight: Int, duration: Duration) {
        self.weight = weight
        self.duration = duration
      }
    }
    package var steps: [Step]
    package var abortIf: [Condition] = []
    package init(steps: [Step]) { self.steps = steps }
  }

  package var metadata: Metadata
  package var numbers: [String] = []
  /// Nil only for an echo bot.
  package var scenario: String?
  package var language = "en-US"
  package var greeting: String?
  package var variables: [String: String] = [:]
  package var speechToText = Pinned(provider: "local")
  package var brain = Pinned(provider: "flow")
  package var voice = Voice()
  package var turns = Turns()
  package var recording = Recording()
  package var transfer: [String: TransferTarget] = [:]
  package var onFailure: Diversion?
  package var hours: Hours?
  package var limits = Limits()
  /// Names of KnowledgeBases of the tenant or of the bot's scenario.
  package var knowledge: [String] = []
  package var privacy = Privacy()
  package var rollout: Rollout?
  package init(metadata: Metadata) { self.metadata = metadata }
}
