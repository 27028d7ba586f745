/// The audio stream that another side's description has for us, read with all its defaults resolved.
struct AudioOffer: Equatable {
  struct Format: Equatable {
    var payloadType: UInt8
    var codec: AudioCodec
  }

  struct Event: Equatable {
    var payloadType: UInt8
    var parameters: String?
  }

  var index: Int
  var media: SessionDescription.Media
  var address: String
  var port: UInt16
  var rtcpAddress: String
  var rtcpPort: UInt16
  var rtcpMultiplexed: Bool
  /// In the order of the m-line.
  var formats: [Format]
  var event: Event?
  /// What it wants in the packets it receives; nil without `a=ptime`.
  var packetTime: Int?
  var maximumPacketTime: Int?
  /// As the describing side says it; `c=0.0.0.0` is the hold of RFC 2543 and counts as sendonly (RFC 3264 §8.4).
  var direction: MediaDirection

  init(_ description: SessionDescription) throws(SDPRejection) {
    var profile: String?
    for (index, media) in description.media.enumerated() where media.kind == "audio" && media.port != 0 {
      guard media.profile == "RTP/AVP" || media.profile == "RTP/AVPF" else {
        profile = profile ?? media.profile
        continue
      }
      try self.init(description, media, at: index)
      return
    }
    throw profile.map { .profile($0) } ?? .noAudio
  }

  init(_ description: SessionDescription, _ media: SessionDescription.Media, at index: Int) throws(SDPRejection) {
    guard let connection = media.connection ?? description.connection else { throw .addressMissing }
    guard !connection.isMulticast else { throw .multicast }
    // Names in c= would need a resolver, and nobody sends them.
    guard NetworkAddress.isLiteral(connection.address) else { throw .addressMissing }
    self.index = index
    self.media = media
    address = connection.address
    port = media.port
    rtcpMultiplexed = media.has("rtcp-mux")
    rtcpAddress = address
    rtcpPort = rtcpMultiplexed || port == .max ? port : port + 1
    if let value = media.attribute("rtcp"), !rtcpMultiplexed {
      // `a=rtcp:port [IN IP4 address]` (RFC 3605).
      let words = value.split(separator: " ").map(String.init)
      if let number = words.first.flatMap({ UInt16($0) }), number != 0 { rtcpPort = number }
      if words.count == 4, NetworkAddress.isLiteral(words[3]), !NetworkAddress.isMulticast(words[3]) {
        rtcpAddress = words[3]
      }
    }
    (formats, event) = Self.formats(of: media)
    packetTime = media.attribute("ptime").flatMap { Self.milliseconds($0) }
    maximumPacketTime = media.attribute("maxptime").flatMap { Self.milliseconds($0) }
    direction = description.direction(of: media)
    if NetworkAddress.isUnspecified(address), direction.receives {
      direction = direction == .sendReceive ? .sendOnly : .inactive
    }
  }

  /// Between 10 and 200 ms; a fraction is cut off.
  private static func milliseconds(_ text: String) -> Int? {
    Int(text.split(separator: ".", maxSplits: 1).first.map { $0.filter { $0 != " " } } ?? "")
      .flatMap { (10...200).contains($0) ? $0 : nil }
  }

  private static func formats(of media: SessionDescription.Media) -> ([Format], Event?) {
    var formats: [Format] = []
    var event: Event?
    for text in media.formats {
      guard let payloadType = UInt8(text), payloadType < 128 else { continue }
      let mapping = media.attributes.lazy.filter { $0.name == "rtpmap" }.compactMap { Self.mapping($0.value) }
        .first { $0.payloadType == payloadType }
      guard let mapping else {
        if let codec = AudioCodec.allCases.first(where: { $0.payloadType == payloadType }) {
          formats.append(Format(payloadType: payloadType, codec: codec))
        }
        continue
      }
      guard mapping.rate == "8000", mapping.channels == nil || mapping.channels == "1" else { continue }
      if let codec = AudioCodec(rawValue: mapping.name) {
        formats.append(Format(payloadType: payloadType, codec: codec))
      } else if mapping.name == "TELEPHONE-EVENT", event == nil {
        let parameters = media.attributes.lazy.filter { $0.name == "fmtp" }.compactMap(\.value)
          .first { $0.hasPrefix("\(payloadType) ") }
        event = Event(
          payloadType: payloadType, parameters: parameters.map { String($0.drop { $0 != " " }.dropFirst()) })
      }
    }
    return (formats, event)
  }

  private static func mapping(
    _ value: String?
  ) -> (payloadType: UInt8, name: String, rate: String, channels: String?)? {
    guard let value, let gap = value.firstIndex(of: " "), let payloadType = UInt8(value[..<gap]) else { return nil }
    let parts = value[gap...].drop { $0 == " " }.split(separator: "/").map(String.init)
    guard parts.count >= 2 else { return nil }
    return (payloadType, parts[0].uppercased(), parts[1].filter { $0 != " " }, parts.count > 2 ? parts[2] : nil)
  }
}
