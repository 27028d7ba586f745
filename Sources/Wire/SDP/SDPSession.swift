/// One side of the offers and answers of one call (RFC 3264), for one audio stream over RTP/AVP.
///
/// - The `o=` version of what we say grows by one exactly when what we say differs from what we said last (§8).
/// - An answer has as many m-lines as its offer, in the same order; those we do not take have port 0 (§6).
/// - A rejected offer or answer changes nothing: the last agreement holds.
package struct SDPSession: Equatable, Sendable {
  package let sessionID: UInt64
  package let address: String
  package let port: UInt16
  package let capabilities: MediaCapabilities
  /// The last agreement.
  package private(set) var negotiated: NegotiatedAudio?

  private var lastSaid: SessionDescription?
  /// Our offer that has no answer yet, and the agreement to fall back to.
  private var pendingOffer: SessionDescription?
  /// The m-lines of the last description, ours or theirs: a later offer must keep their number and order (§8).
  private var sections: [SessionDescription.Media] = []

  /// - Parameters:
  ///   - address: the IP address literal where we receive RTP.
  ///   - port: where we receive RTP; RTCP is the next port unless both sides multiplex.
  package init(sessionID: UInt64, address: String, port: UInt16, capabilities: MediaCapabilities = MediaCapabilities())
  {
    self.sessionID = sessionID & 0x7FFF_FFFF_FFFF_FFFF
    self.address = address
    self.port = port
    self.capabilities = capabilities
  }

  /// Answers an offer. `direction` is what we are willing to do; the answer never says more than the offer allows.
  package mutating func answer(
    _ bytes: [UInt8], direction: MediaDirection = .sendReceive
  ) throws(SDPRejection) -> (sdp: [UInt8], negotiated: NegotiatedAudio) {
    let description: SessionDescription
    do { description = try SessionDescription.parse(bytes) } catch { throw .malformed(error) }
    let offer = try AudioOffer(description)
    guard let format = choose(offer.formats) else { throw .noCommonCodec }
    let ours = MediaDirection.meeting(direction, offer.direction.reversed)
    let event = capabilities.telephoneEvents ? offer.event : nil
    let time = offer.packetTime ?? capabilities.packetTime
    let sections = description.media.enumerated().map { index, media in
      index == offer.index
        ? section(format: format, event: event, direction: ours, offer: offer) : Self.refused(media)
    }
    let agreement = NegotiatedAudio(
      remoteAddress: offer.address, remotePort: offer.port, remoteRTCPAddress: offer.rtcpAddress,
      remoteRTCPPort: offer.rtcpPort, rtcpMultiplexed: offer.rtcpMultiplexed, codec: format.codec,
      payloadType: format.payloadType, receivePayloadType: format.payloadType, eventPayloadType: event?.payloadType,
      receiveEventPayloadType: event?.payloadType, packetTime: min(time, offer.maximumPacketTime ?? time),
      direction: ours)
    negotiated = agreement
    self.sections = sections
    pendingOffer = nil
    return (say(sections).printed(), agreement)
  }

  /// Makes an offer; `apply` takes its answer. Within a call it keeps the m-lines there are.
  package mutating func offer(direction: MediaDirection = .sendReceive) -> [UInt8] {
    let audio = SessionDescription.Media(
      kind: "audio", port: port, profile: "RTP/AVP",
      formats: capabilities.codecs.map { "\($0.payloadType)" }
        + (capabilities.telephoneEvents ? ["\(eventPayloadType)"] : []),
      attributes: capabilities.codecs.map { .init("rtpmap", "\($0.payloadType) \($0.rawValue)/8000") }
        + (capabilities.telephoneEvents
          ? [.init("rtpmap", "\(eventPayloadType) telephone-event/8000"), .init("fmtp", "\(eventPayloadType) 0-15")]
          : [])
        + [
          .init("ptime", "\(capabilities.packetTime)"), .init("rtcp", "\(port == .max ? port : port + 1)"),
          .init(direction.rawValue),
        ])
    var next = sections
    if let place = next.firstIndex(where: { $0.kind == "audio" && $0.port != 0 }) {
      let profile = next[place].profile
      next[place] = audio
      next[place].profile = profile
    } else {
      next.append(audio)
    }
    let offer = say(next)
    pendingOffer = offer
    return offer.printed()
  }

  /// Takes the answer to our offer.
  package mutating func apply(answer bytes: [UInt8]) throws(SDPRejection) -> NegotiatedAudio {
    guard let offer = pendingOffer else { throw .mismatchedAnswer }
    let description: SessionDescription
    do { description = try SessionDescription.parse(bytes) } catch { throw .malformed(error) }
    guard description.media.count == offer.media.count else { throw .mismatchedAnswer }
    let answer = try AudioOffer(description)
    let said = offer.media[answer.index]
    guard said.kind == "audio", said.port != 0 else { throw .mismatchedAnswer }
    guard let format = answer.formats.first(where: { capabilities.codecs.contains($0.codec) }) else {
      throw .noCommonCodec
    }
    let event = capabilities.telephoneEvents ? answer.event : nil
    let time = answer.packetTime ?? capabilities.packetTime
    let agreement = NegotiatedAudio(
      remoteAddress: answer.address, remotePort: answer.port, remoteRTCPAddress: answer.rtcpAddress,
      remoteRTCPPort: answer.rtcpMultiplexed ? answer.port + (answer.port == .max ? 0 : 1) : answer.rtcpPort,
      // We did not offer it, so an answer that says it means nothing (RFC 5761 §5.1.1).
      rtcpMultiplexed: false, codec: format.codec, payloadType: format.payloadType,
      receivePayloadType: format.codec.payloadType, eventPayloadType: event?.payloadType,
      receiveEventPayloadType: event == nil ? nil : eventPayloadType,
      packetTime: min(time, answer.maximumPacketTime ?? time),
      direction: MediaDirection.meeting(offer.direction(of: said), answer.direction.reversed))
    negotiated = agreement
    sections = offer.media
    pendingOffer = nil
    return agreement
  }

  /// Forgets our offer that was refused; the last agreement holds.
  package mutating func withdrawOffer() { pendingOffer = nil }

  /// A number once used for events stays theirs for the call (RFC 3264 §8.3.2).
  private var eventPayloadType: UInt8 { negotiated?.receiveEventPayloadType ?? 101 }

  /// Our preference among what was offered: theirs decides between codecs that we both have (§6.1).
  private func choose(_ formats: [AudioOffer.Format]) -> AudioOffer.Format? {
    formats.first { capabilities.codecs.contains($0.codec) }
  }

  private func section(
    format: AudioOffer.Format, event: AudioOffer.Event?, direction: MediaDirection, offer: AudioOffer
  ) -> SessionDescription.Media {
    var media = SessionDescription.Media(
      kind: "audio", port: port, profile: offer.media.profile, formats: ["\(format.payloadType)"],
      attributes: [.init("rtpmap", "\(format.payloadType) \(format.codec.rawValue)/8000")])
    if let event {
      media.formats.append("\(event.payloadType)")
      media.attributes.append(.init("rtpmap", "\(event.payloadType) telephone-event/8000"))
      if let parameters = event.parameters {
        media.attributes.append(.init("fmtp", "\(event.payloadType) \(parameters)"))
      }
    }
    media.attributes.append(.init("ptime", "\(capabilities.packetTime)"))
    if offer.rtcpMultiplexed { media.attributes.append(.init("rtcp-mux")) }
    media.attributes.append(.init(direction.rawValue))
    return media
  }

  private static func refused(_ media: SessionDescription.Media) -> SessionDescription.Media {
    .init(kind: media.kind, port: 0, profile: media.profile, formats: media.formats)
  }

  private mutating func say(_ sections: [SessionDescription.Media]) -> SessionDescription {
    let connection = SessionDescription.Connection(address: address)
    var description = SessionDescription(
      origin: .init(
        sessionID: "\(sessionID)", version: lastSaid?.origin.version ?? 1, addressType: connection.addressType,
        address: address),
      connection: connection, media: sections)
    if let lastSaid, lastSaid != description { description.origin.version = lastSaid.origin.version + 1 }
    lastSaid = description
    return description
  }
}

extension MediaDirection {
  /// What is left when both must agree.
  static func meeting(_ one: MediaDirection, _ other: MediaDirection) -> MediaDirection {
    switch (one.sends && other.sends, one.receives && other.receives) {
    case (true, true): .sendReceive
    case (true, false): .sendOnly
    case (false, true): .receiveOnly
    case (false, false): .inactive
    }
  }
}
