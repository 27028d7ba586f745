extension Sink {
  /// The spec has passed `SinkShape`.
  package init(_ metadata: Metadata, spec: FieldReader) {
    self.init(metadata: metadata, destination: Destination(spec))
    events = spec["filter"]["events"].texts ?? events
    bots = spec["filter"]["bots"].texts
    retry.attempts = spec["retry"]["attempts"].integer ?? retry.attempts
    retry.minDelay = spec["retry"]["minDelay"].duration ?? retry.minDelay
    retry.maxDelay = spec["retry"]["maxDelay"].duration ?? retry.maxDelay
    if let path = spec["deadLetter"]["path"].text {
      var kept = DeadLetter(path: path)
      kept.limit = spec["deadLetter"]["limit"].size ?? kept.limit
      deadLetter = kept
    }
  }
}

extension Sink.Destination {
  fileprivate init(_ spec: FieldReader) {
    let (webhook, nats, file) = (spec["webhook"], spec["nats"], spec["file"])
    if webhook.exists {
      self = .webhook(
        url: webhook["url"].text ?? "", secret: webhook["secret"].secret, headers: webhook["headers"].textMap ?? [:],
        timeout: webhook["timeout"].duration ?? .seconds(5))
    } else if nats.exists {
      self = .nats(url: nats["url"].text ?? "", subject: nats["subject"].text ?? "", secret: nats["secret"].secret)
    } else {
      self = .file(path: file["path"].text ?? "", rotate: file["rotate"].size ?? 100 << 20)
    }
  }
}
