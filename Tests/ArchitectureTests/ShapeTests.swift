import Testing

@Suite("Shape of the sources")
struct ShapeTests {
  @Test("no file passes the limit, data of tests (Fixtures) apart", arguments: ["Sources", "Tests"])
  func fileLength(folder: String) throws {
    for file in try Repository.swiftFiles(in: folder) where !file.path.contains("/Fixtures/") {
      #expect(file.lineCount <= longestFile, "\(file) has \(file.lineCount) lines; split it")
    }
  }

  @Test("the scanner sees through comments, literals and every form of import")
  func scanner() {
    let text = """
      // import Commented
      /* import Blocked
      import AlsoBlocked
      */
      package import JSON
      @testable import Turns; import Flow
      import struct Foundation.Date
      let example = \"\"\"
        import Quoted
        \"\"\"
      import  NIOCore  // import Trailing
      let important = 1
      """
    let file = SourceFile(path: "Sources/Plane/Target/File.swift", text: text)
    #expect(file.imports.map(\.module) == ["JSON", "Turns", "Flow", "Foundation", "NIOCore"])
    #expect(file.imports.map(\.line) == [5, 6, 6, 7, 11])
    #expect(file.place == ["Plane", "Target"])
    #expect(file.lineCount == 12)
  }

  @Test("a starred arrow allows every ending, a plain one only itself")
  func stars() {
    #expect(Arrow("NIO*", "sockets").allows("NIOCore"))
    #expect(!Arrow("NIO", "sockets").allows("NIOCore"))
    #expect(!Arrow("NIO*", "sockets").allows("Networking"))
  }
}
