extension Bot {
  /// The spec has passed `BotShape`.
  init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata)
    numbers = spec["numbers"].texts ?? []
    scenario = spec["scenario"].text
    language = spec["language"].text ?? language
    greeting = spec["greeting"].text
    variables = spec["variables"].textMap ?? [:]
    speechToText = Pinned(spec["speechToText"]) ?? speechToText
    brain = Pinned(spec["brain"]) ?? brain
    voice = Voice(spec["voice"])
    turns = Turns(spec["turns"])
    recording.enabled = spec["recording"]["enabled"].boolean ?? recording.enabled
    recording.channels =
      spec["recording"]["channels"].text.flatMap(Recording.Channels.init(rawValue:)) ?? recording.channels
    recording.announce = spec["recording"]["announce"].text
    for entry in spec["transfer"].entries {
      transfer[entry.name] = entry.value["to"].text.map { TransferTarget(to: $0) }
    }
    limits.callDuration = spec["limits"]["callDuration"].duration ?? limits.callDuration
    limits.concurrentCalls = spec["limits"]["concurrentCalls"].integer
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
  fileprivate init(_ reader: FieldReader) {
    self.init()
    provider = reader["provider"].text ?? provider
    fallback = reader["fallback"].texts ?? []
    name = reader["name"].text ?? name
    rate = reader["rate"].number ?? rate
  }
}

extension Bot.Turns {
  init(_ reader: FieldReader) {
    self.init()
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
