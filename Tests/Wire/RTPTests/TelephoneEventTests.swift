import RTP
import Testing

@Suite struct TelephoneEventTests {
  private func send(_ digits: String) -> [TelephoneEventSender.Packet] {
    var sender = TelephoneEventSender()
    for digit in digits.utf8 {
      let isTaken = sender.enqueue(digit)
      #expect(isTaken)
    }
    var packets: [TelephoneEventSender.Packet] = []
    var timestamp: UInt32 = 0xFFFF_F000
    while !sender.isIdle {
      if case .packet(let packet) = sender.next(timestamp: timestamp) { packets.append(packet) }
      timestamp &+= 160
    }
    return packets
  }

  private func receive(_ packets: [TelephoneEventSender.Packet]) -> String {
    receive(Array(packets.enumerated()))
  }

  /// Each packet with its place in the order of sending, which gives its sequence number.
  private func receive(_ packets: [(offset: Int, element: TelephoneEventSender.Packet)]) -> String {
    var receiver = TelephoneEventReceiver()
    var digits: [UInt8] = []
    for (offset, packet) in packets {
      let digit = receiver.receive(
        packet.event, timestamp: packet.timestamp, sequence: UInt16(truncatingIfNeeded: 65_530 + offset),
        marker: packet.marker)
      if let digit { digits.append(digit) }
    }
    return String(decoding: digits, as: UTF8.self)
  }

  @Test(arguments: [true, false])
  func digitsThatShareATimestampArriveOnceEach(markersArrive: Bool) {
    let all = "1234567890*#1122"
    let packets = send(all).map { packet in
      var packet = packet
      packet.timestamp = 7
      packet.marker = markersArrive && packet.marker
      return packet
    }
    #expect(receive(packets) == all)
  }

  @Test func everyDigitArrivesOnce() {
    let all = "0123456789*#ABCD1122"
    let packets = send(all)
    #expect(packets.count == all.utf8.count * 11)
    #expect(receive(packets) == all)
  }

  @Test func shapeOfADigit() {
    let packets = send("5")
    #expect(packets.map(\.marker) == [true] + Array(repeating: false, count: 10))
    #expect(packets.map(\.event.isEnd) == Array(repeating: false, count: 8) + [true, true, true])
    #expect(packets.map(\.event.duration) == [160, 320, 480, 640, 800, 960, 1120, 1280, 1280, 1280, 1280])
    #expect(Set(packets.map(\.timestamp)).count == 1)
  }

  @Test func queueHoldsThirtyTwo() {
    var sender = TelephoneEventSender()
    for _ in 0..<32 {
      let isTaken = sender.enqueue(UInt8(ascii: "9"))
      #expect(isTaken)
    }
    let thirtyThird = sender.enqueue(UInt8(ascii: "9"))
    let letter = sender.enqueue(UInt8(ascii: "x"))
    #expect(!thirtyThird && !letter)
  }

  /// As long as one packet of each digit arrives, each digit arrives once, whatever else is lost, doubled or late.
  @Test(arguments: 0..<200)
  func anyLossPattern(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed + 1))
    let digits = "1223334#*0"
    let packets = send(digits)
    var survivors: [(offset: Int, element: TelephoneEventSender.Packet)] = []
    for start in stride(from: 0, to: packets.count, by: 11) {
      let group = packets[start..<start + 11]
      let keeper = start + Int.random(in: 0..<11, using: &random)
      for index in group.indices where index == keeper || Int.random(in: 0..<4, using: &random) == 0 {
        survivors.append((index, packets[index]))
        if Bool.random(using: &random) { survivors.append((index, packets[index])) }
        // A straggler of the digit before.
        if start > 0 && survivors.count > 3 && Int.random(in: 0..<3, using: &random) == 0 {
          survivors.append((start - 1, packets[start - 1]))
        }
      }
    }
    #expect(receive(survivors) == digits)
  }

  @Test func aKeyHeldBeyondTheLongestEventIsOneDigit() {
    var receiver = TelephoneEventReceiver()
    var count = 0
    var sequence: UInt16 = 0
    for (timestamp, last) in [(UInt32(1000), UInt16(0xFFFF)), (1000 + 0xFFFF, 8000)] {
      for duration in stride(from: 160, through: Int(last), by: 160) + [Int(last)] {
        let event = TelephoneEvent(code: 5, isEnd: false, duration: UInt16(duration))
        sequence &+= 1
        if receiver.receive(event, timestamp: timestamp, sequence: sequence, marker: false) != nil { count += 1 }
      }
    }
    #expect(count == 1)
  }

  @Test func otherEventsAreNoDigits() {
    var receiver = TelephoneEventReceiver()
    let digit = receiver.receive(
      TelephoneEvent(code: 16, isEnd: false, duration: 160), timestamp: 1, sequence: 1, marker: true)
    #expect(digit == nil)
  }
}

private func + (left: StrideThrough<Int>, right: [Int]) -> [Int] { Array(left) + right }
