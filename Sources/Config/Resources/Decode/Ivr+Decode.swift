extension Ivr {
  /// The spec has passed `IvrShape`.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata, prompts: Prompts(spec["prompts"]))
    numbers = spec["numbers"].texts ?? []
    language = spec["language"].text ?? language
    voice.read(spec["voice"])
    variables = spec["variables"].textMap ?? [:]
    for entry in spec["keys"].entries { keys[entry.name] = Target(entry.value) }
    firstKey = spec["timeouts"]["firstKey"].duration ?? firstKey
    betweenKeys = spec["timeouts"]["betweenKeys"].duration ?? betweenKeys
    retries = spec["retries"].integer ?? retries
    if spec["onFailure"].exists { onFailure = Target(spec["onFailure"]) }
    transfer = TransferTarget.all(spec["transfer"])
  }
}

extension Ivr.Prompts {
  fileprivate init(_ reader: FieldReader) {
    self.init(menu: reader["menu"].text ?? "")
    welcome = reader["welcome"].text
    invalid = reader["invalid"].text ?? invalid
    timeout = reader["timeout"].text
    goodbye = reader["goodbye"].text
  }
}

extension Ivr.Target {
  fileprivate init(_ reader: FieldReader) {
    self.init(say: reader["say"].text, action: Ivr.Action(reader))
  }
}

extension Ivr.Action {
  fileprivate init(_ reader: FieldReader) {
    if let name = reader["bot"].text {
      self = .bot(name)
    } else if let name = reader["ivr"].text {
      self = .ivr(name)
    } else if let name = reader["transfer"].text {
      self = .transfer(name)
    } else {
      self = reader["do"].text == "repeat" ? .repeat : .hangup
    }
  }
}

extension TransferTarget {
  /// The targets of a bot or a menu, by name.
  package static func all(_ reader: FieldReader) -> [String: TransferTarget] {
    var targets: [String: TransferTarget] = [:]
    for entry in reader.entries {
      guard let to = entry.value["to"].text else { continue }
      var target = TransferTarget(to: to)
      target.mode = entry.value["mode"].choice(Mode.self) ?? target.mode
      target.screen = entry.value["screen"].text
      target.onFailure = entry.value["onFailure"].choice(Failure.self) ?? target.onFailure
      targets[entry.name] = target
    }
    return targets
  }
}
