import SIP
import Testing

@Suite struct GrammarTests {
  @Test(arguments: [
    "sip:alice@atlanta.com", "sip:alice:secret@atlanta.com:5061;transport=tcp", "sips:[2001:db8::1]:5061",
    "sip:+1-212;phone-context=x@gw.example;user=phone?Subject=a%20b", "tel:+49301234;ext=7", "sip:192.0.2.1",
    "sip:%61lice@a", "sip:a/b?c;d@host;lr",
  ]) func uriPrintsAsItWasRead(text: String) throws {
    #expect(try SIPURI(text).description == text)
  }

  @Test(arguments: [
    "", "sip", "sip:", ":x", "sip:@host", "sip:a@", "sip:a@h:", "sip:a@h:70000", "sip:a@h:5x", "sip:a b@h", "<sip:a@h>",
    "sip:a%2@h", "sip:a@[::1", "sip:a@[zz]", "sip:a@h;", "1sip:a@h",
  ]) func brokenURIIsRefused(text: String) {
    #expect(throws: SIPParseError.badURI) { try SIPURI(text) }
  }

  @Test func userNameDropsParametersAndEscapes() throws {
    #expect(try SIPURI("sip:%31%30%30;x=y@h").userName == "100")
    #expect(try SIPURI("sip:100:pass@h").userName == "100")
    #expect(try SIPURI("tel:+4930").userName == "+4930")
    #expect(try SIPURI("sip:h").userName == "")
  }

  @Test(
    arguments: [
      ("\"A \\\"B\\\"\" <sip:a@h>;tag=1", "A \"B\"", "1"), ("Alice Liddell <sip:a@h>", "Alice Liddell", nil),
      ("sip:a@h;tag=x", "", "x"), ("<sip:a@h;tag=no> ; tag = yes", "", "yes"), ("\"\" <sip:a@h>", "", nil),
      ("Jörg <sip:a@h>;tag=2", "Jörg", "2"),
    ] as [(String, String, String?)]) func nameAddress(text: String, name: String, tag: String?) throws
  {
    let address = try NameAddress(text)
    #expect(address.displayName == name)
    #expect(address.tag == tag)
    #expect(try NameAddress(address.description) == address)
  }

  @Test(arguments: [
    "", "\"open <sip:a@h>", "a, b <sip:a@h>", "<sip:a@h", "\"a\" sip:a@h", "<sip:a@h> x", "sip:a@h?x=y", "<sip:a@h>;=1",
    "< sip:a@h >",
  ]) func brokenNameAddressIsRefused(text: String) {
    #expect(throws: SIPParseError.self) { try NameAddress(text) }
  }

  @Test func viaWithBlanksAndIPv6() throws {
    let via = try Via("SIP / 2.0 / UDP [2001:db8::9]:5070 ; branch = z9hG4bK1;rport")
    #expect(via.host == "[2001:db8::9]")
    #expect(via.port == 5070)
    #expect(via.branch == "z9hG4bK1")
    #expect(via.parameters.contains("rport"))
    #expect(throws: SIPParseError.badHeader("Via")) { try Via("SIP/2.0/UDP;branch=1") }
    #expect(throws: SIPParseError.badHeader("Via")) { try Via("HTTP/2.0/UDP h") }
  }

  @Test(arguments: ["", "1", "x INVITE", "2147483648 INVITE", "-1 INVITE", "1 INVITE x", "1 IN(VITE"])
  func brokenCSeqIsRefused(text: String) {
    #expect(throws: SIPParseError.badHeader("CSeq")) { try CSeq(text) }
  }

  @Test func headersFoldCompactAndList() throws {
    let text =
      "OPTIONS sip:a@h SIP/2.0\nv: SIP/2.0/UDP h;branch=1\r\ns: one\r\n  two\r\n\tthree\r\nk : a, \"b,c\" ,d\r\nL:2\r\n\r\nhello"
    let message = try SIPParser.parse(Array(text.utf8))
    #expect(message.headers["subject"] == "one two three")
    #expect(message.headers.list("SUPPORTED") == ["a", "\"b,c\"", "d"])
    #expect(message.body == Array("he".utf8))
    #expect(try SIPParser.parse(message.printed()).body == message.body)
  }

  /// Printed with a space for the control character, such a line would not be read again.
  @Test(arguments: ["\t", "\u{0}", "\u{1B}", "\u{7F}", "\r", " "]) func controlCharacterInStartLine(text: String) {
    #expect(throws: SIPParseError.badStartLine) {
      try SIPParser.parse(Array("OPTIONS sip:a\(text)@h SIP/2.0\r\n\r\n".utf8))
    }
  }

  @Test func limitsHold() {
    #expect(throws: SIPParseError.tooLarge(bytes: 65537)) { try SIPParser.parse(Array(repeating: 65, count: 65537)) }
    let many = "OPTIONS sip:a@h SIP/2.0\r\n" + String(repeating: "X: 1\r\n", count: 257) + "\r\n"
    #expect(throws: SIPParseError.tooManyHeaders) { try SIPParser.parse(Array(many.utf8)) }
    #expect(throws: SIPParseError.keepAlive) { try SIPParser.parse([13, 10, 13, 10]) }
  }
}
