extension Bot {
  /// The spec has passed `BotShape`; `defaults` are those of the tenant.
  package init(_ metadata: Metadata, spec: FieldReader, defaults: FieldReader) {
    self.init(metadata: metadata)
    numbers = spec["numbers"].texts ?? []
    scenario = spec["scenario"].text
    language = spec["language"].text ?? language
    greeting = spec["greeting"].text
    variables = spec["variables"].textMap ?? [:]
    speechToText = Pinned(spec["speechToText"]) ?? Pinned(defaults["speechToText"]) ?? speechToText
    brain = Pinned(spec["brain"]) ?? Pinned(defaults["brain"]) ?? brain
    for reader in [defaults, spec] {
      voice.read(reader["voice"])
      turns.read(reader["turns"])
    }
    recording.enabled = spec["recording"]["enabled"].boolean ?? recording.enabled
    recording.channels = spec["recording"]["channels"].choice(Recording.Channels.self) ?? recording.channels
    recording.announce = spec["recording"]["announce"].text
    transfer = TransferTarget.all(spec["transfer"])
    onFailure = Diversion(spec["onFailure"])
    hours = Hours(spec["hours"])
    limits.callDuration = spec["limits"]["callDuration"].duration ?? limits.callDuration
    limits.concurrentCalls = spec["limits"]["concurrentCalls"].integer
    knowledge = spec["knowledge"].texts ?? []
    privacy.redact = spec["privacy"]["redact"].choices(Redaction.self) ?? []
    privacy.retention = spec["privacy"]["retention"].duration
    rollout = Rollout(spec["rollout"])
  }
}

extension Bot.Pinned {
  fileprivate init?(_ reader: FieldReader) {
    guard let provider = reader["provider"].text else { return nil }
    self.init(provider: provider)
    fallback = reader["fallback"].texts ?? []
    model = reader["model"].text
  }
}

extension Bot.Voice {
  /// Takes over what is there.
  package mutating func read(_ reader: FieldReader) {
    provider = reader["provider"].text ?? provider
    fallback = reader["fallback"].texts ?? fallback
    name = reader["name"].text ?? name
    rate = reader["rate"].number ?? rate
  }
}

extension Bot.Diversion {
  fileprivate init?(_ reader: FieldReader) {
    guard reader.exists else { return nil }
    self.init(
      say: reader["say"].text,
      action: reader["ivr"].text.map { .ivr($0) } ?? reader["transfer"].text.map { .transfer($0) } ?? .hangup)
  }
}

extension Bot.Hours {
  fileprivate init?(_ reader: FieldReader) {
    guard let timezone = reader["timezone"].text, let closed = Bot.Diversion(reader["closed"]) else { return nil }
    self.init(
      timezone: timezone, open: (reader["open"].texts ?? []).compactMap { OpeningHours(text: $0) }, closed: closed)
  }
}

extension Bot.Rollout {
  fileprivate init?(_ reader: FieldReader) {
    guard reader.exists else { return nil }
    self.init(
      steps: reader["steps"].elements.map { step in
        Step(weight: step["weight"].integer ?? 100, duration: step["for"].duration ?? .zero)
      })
    abortIf = (reader["abortIf"].texts ?? []).compactMap { Condition(text: $0) }
  }
}

extension Bot.Turns {
  /// Takes over what is there.
  package mutating func read(_ reader: FieldReader) {
    let ends = reader["endpointing"]
    endpointing.minDelay = ends["minDelay"].duration ?? endpointing.minDelay
    endpointing.maxDelay = ends["maxDelay"].duration ?? endpointing.maxDelay
    endpointing.learn = ends["learn"].boolean ?? endpointing.learn
    let barge = reader["interruption"]
    interruption.enabled = barge["enabled"].boolean ?? interruption.enabled
    interruption.confirm = barge["confirm"].duration ?? interruption.confirm
    interruption.resume = barge["resume"].boolean ?? interruption.resume
    interruption.backchannels = barge["backchannels"].texts ?? interruption.backchannels
    if reader["silence"].exists {
      silence = reader["silence"].elements.map { element in
        Silence(
          after: element["after"].duration ?? .zero,
          action: element["say"].text.map { .say($0) } ?? .hangup)
      }
    }
    filler.after = reader["filler"]["after"].duration ?? filler.after
    filler.say = reader["filler"]["say"].texts ?? filler.say
  }
}
