import JSON
import Testing

@Suite struct JSONRoundTripTests {
  @Test(arguments: [
    #"{"a":1,"b":[true,false,null],"c":"\u00e9\ud83d\ude00\n"}"#: #"{"a":1,"b":[true,false,null],"c":"é😀\n"}"#,
    "[1e2,-0.5,9223372036854775807,9223372036854775808]": "[100.0,-0.5,9223372036854775807,9.223372036854776e+18]",
    #"  {"a":1,"a":2}  "#: #"{"a":2}"#,
  ]) func isWrittenCompactly(text: String, expected: String) throws {
    #expect(JSONWriter.string(try JSONParser.parse(text)) == expected)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":}", "01", "1.", "1e", "\"\u{1}\"", "\"\\x\"", "nul", "[1] 2", "{\"a\" 1}", "-", "1e999",
  ]) func refusesWhatIsNotJSON(text: String) {
    #expect(throws: JSONError.self) { try JSONParser.parse(text) }
  }

  @Test func boundsDepth() throws {
    let deep = String(repeating: "[", count: JSONParser.maximumDepth)
    #expect(throws: Never.self) {
      try JSONParser.parse(deep + String(repeating: "]", count: JSONParser.maximumDepth))
    }
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(deep + "[") }
    #expect(error?.reason == .tooDeep)
    #expect(error?.offset == JSONParser.maximumDepth)
  }
}
