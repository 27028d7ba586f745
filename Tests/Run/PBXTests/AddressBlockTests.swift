import PBX
import Testing

@Suite struct AddressBlockTests {
  @Test(arguments: [
    ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.4", false), ("10.0.0.0/8", "10.255.0.1", true),
    ("10.0.0.0/8", "11.0.0.1", false), ("10.9.8.7/8", "10.0.0.1", true), ("192.0.2.128/25", "192.0.2.127", false),
    ("192.0.2.128/25", "192.0.2.255", true), ("0.0.0.0/0", "203.0.113.9", true),
    ("203.0.113.9/32", "203.0.113.9", true),
    ("203.0.113.8/31", "203.0.113.9", true), ("203.0.113.8/31", "203.0.113.10", false),
    ("10.0.0.0/8", "::1", false), ("10.0.0.0/8", "host.example", false), ("10.0.0.0/8", "", false),
  ])
  func membership(block: String, host: String, isInside: Bool) throws {
    #expect(try #require(AddressBlock(block)).contains(host) == isInside)
  }

  @Test(arguments: [
    "", "10", "10.0.0", "10.0.0.0.0", "10.0.0.256", "10.0.0.-1", "+1.2.3.4", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/+8",
    "1.2.3.4/", "1.2.3.4/8/8", "1.2.3.", " 1.2.3.4", "1.2.3.0004", "::1", "a.b.c.d", "1.2.3.4/٣",
  ])
  func nonsenseIsNoBlock(text: String) { #expect(AddressBlock(text) == nil) }
}
