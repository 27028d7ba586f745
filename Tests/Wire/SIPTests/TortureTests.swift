import SIP
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#endif

/// The messages of RFC 4475, each with what a user agent must do with it.
@Suite(.enabled(if: Torture.folder != nil, "set VOICEBOT_TESTDATA to the folder that holds conformance/rfc4475"))
struct TortureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    /// First final or provisional status that the agent sends; nil: silence.
    let status: Int?
    /// The text of the message's section in RFC 4475 says that it is well-formed.
    let parses: Bool
    var testDescription: String { file }

    init(_ file: String, _ status: Int?, parses: Bool = true) {
      self.file = file
      self.status = status
      self.parses = parses
    }
  }

  static let cases: [Case] = [
    // §3.1.1: valid messages
    Case("wsinv", 481), Case("intmeth", 501), Case("esc01", 100), Case("escnull", 405), Case("esc02", 501),
    Case("lwsdisp", 200), Case("longreq", 100), Case("dblreq", 405), Case("semiuri", 200), Case("transports", 200),
    Case("mpart01", 405), Case("unreason", nil), Case("noreason", nil),
    // §3.1.2: invalid messages
    Case("badinv01", 400), Case("clerr", 400, parses: false), Case("ncl", 400, parses: false), Case("scalar02", 400),
    Case("scalarlg", nil, parses: true), Case("quotbal", 400), Case("ltgtruri", 400),
    Case("lwsruri", 400, parses: false), Case("lwsstart", 400, parses: false), Case("trws", 400, parses: false),
    Case("escruri", 400), Case("baddate", 100), Case("regbadct", 400), Case("badaspec", 400),
    Case("baddn", 400, parses: false), Case("badvers", 505, parses: false), Case("mismatch01", 400),
    Case("mismatch02", 400), Case("bigcode", nil, parses: false),
    // §3.2: transaction layer
    Case("badbranch", 200),
    // §3.3: application layer
    Case("insuf", 400), Case("unkscm", 416), Case("novelsc", 416), Case("unksm2", 405), Case("bext01", 420),
    Case("invut", 415), Case("regaut01", 405), Case("multi01", 400), Case("mcl01", 400, parses: false),
    Case("bcast", nil), Case("zeromf", 200), Case("cparam01", 405), Case("cparam02", 405), Case("regescrt", 405),
    Case("sdp01", 100),
    // §3.4: RFC 2543
    Case("inv2543", 100),
  ]

  @Test(arguments: cases) func isAnsweredAsTheRFCSays(item: Case) throws {
    let bytes = try Torture.load(item.file)
    var agent = UserAgent(configuration: .init(address: TransportAddress(host: "192.0.2.200", port: 5060)), seed: 1)
    agent.receive(bytes, from: TransportAddress(host: "192.0.2.1", port: 5060), now: .zero)
    var first: Int?
    while let action = agent.nextAction() {
      guard case .send(let sent, _) = action, first == nil else { continue }
      first = try SIPParser.parse(sent).status
    }
    #expect(first == item.status)
  }

  @Test(arguments: cases) func parsesOrIsRefused(item: Case) throws {
    let bytes = try Torture.load(item.file)
    if item.parses {
      let message = try SIPParser.parse(bytes)
      #expect(try SIPParser.parse(message.printed()).headers.fields.count >= message.headers.fields.count)
    } else {
      #expect(throws: SIPParseError.self) { try SIPParser.parse(bytes) }
    }
  }

  @Test func valuesOfTheTortuousInvite() throws {
    let message = try SIPParser.parse(Torture.load("wsinv"))
    #expect(message.method == .invite)
    #expect(try message.to().displayName == "")
    #expect(try message.to().tag == "1918181833n")
    #expect(try message.from().displayName == "J Rosenberg \\\"")
    #expect(try message.from().tag == "98asjd8")
    #expect(try message.cseq() == CSeq(number: 9, method: .invite))
    #expect(message.headers["Max-Forwards"] == "0068")
    #expect(message.headers.list("Via").count == 3)
    #expect(try message.topVia().host == "192.0.2.2")
    #expect(try message.topVia().branch == "390skdjuw")
    #expect(try message.contact()?.displayName == "Quoted string \"\"")
    #expect(message.headers.list("Route").count == 1)
    #expect(message.contentType == "application/sdp")
  }

  @Test func valuesOfEscapesAndStrangeNames() throws {
    let escaped = try SIPParser.parse(Torture.load("esc01"))
    guard case .request(_, let uri) = escaped.startLine else { throw SIPParseError.notSIP }
    #expect(try SIPURI(uri).userName == "sips:user@example.com")
    let strange = try SIPParser.parse(Torture.load("intmeth"))
    #expect(strange.method?.rawValue == "!interesting-Method0123456789_*+`.%indeed'~")
    let semicolon = try SIPParser.parse(Torture.load("semiuri"))
    guard case .request(_, let other) = semicolon.startLine else { throw SIPParseError.notSIP }
    #expect(try SIPURI(other).user == "user;par=u%40example.net")
    let unreason = try SIPParser.parse(Torture.load("unreason"))
    #expect(unreason.status == 200)
    #expect(!unreason.reason.isEmpty)
    #expect(try SIPParser.parse(Torture.load("noreason")).reason == "")
    #expect(try SIPParser.parse(Torture.load("dblreq")).body.isEmpty)
  }
}

enum Torture {
  /// Where the messages are; nil without the test data.
  static var folder: String? {
    guard let root = ProcessInfo.processInfo.environment["VOICEBOT_TESTDATA"] else { return nil }
    let path = "\(root)/conformance/rfc4475"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func load(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder ?? "")/\(name).dat")))
  }
}
