import Diagnostics
import Simulation
import Testing

/// A test that is right passes; the same test with one thing changed fails, at the place of what was changed.
@Suite struct MutationTests {
  @Test func theRightTestPasses() async throws {
    let result = try await Bench.run(order)
    #expect(result.status == .passed, "\(RunText().print(result))")
    #expect(result.checks == 11)
    #expect(result.failures == [])
  }

  struct Mutation: Sendable, CustomTestStringConvertible {
    var wanted: String
    var written: String
    /// Of the file; the spec's own first line is the sixth.
    var line: Int
    var actual: String
    var testDescription: String { written }
  }

  @Test(arguments: [
    Mutation(wanted: "Welcome to Acme", written: "Welcome to Emca", line: 7, actual: "Welcome to Acme."),
    Mutation(wanted: "1 large, right?", written: "2 large, right?", line: 9, actual: "heard \"1 large, right?\""),
    Mutation(wanted: "intent: order", written: "intent: human", line: 10, actual: "intent order"),
    Mutation(wanted: "step: take", written: "step: staff", line: 10, actual: "entered take"),
    Mutation(wanted: "slots: {size: large}", written: "slots: {size: small}", line: 10, actual: "it is large"),
    Mutation(wanted: "slots: {size: large}", written: "slots: {count: 3}", line: 10, actual: "it has no value"),
    Mutation(wanted: "noTool: true", written: "tool: place", line: 10, actual: "no tool was called"),
    Mutation(wanted: "with: {size: large,", written: "with: {size: small,", line: 13, actual: "size was \"large\""),
    Mutation(wanted: "count: 1}, outcome", written: "count: 2}, outcome", line: 13, actual: "count was 1"),
    Mutation(
      wanted: "tool: place, with: {size: large, count: 1}", written: "noTool: place", line: 13, actual: "called"),
    Mutation(wanted: "tool: place, with: {size: large, count: 1}", written: "noTool: true", line: 13, actual: "called"),
    Mutation(wanted: "ordered: true", written: "ordered: false", line: 13, actual: "it is true"),
    Mutation(wanted: "step: end", written: "step: take", line: 13, actual: "entered"),
    Mutation(wanted: "hangup: true", written: "hangup: false", line: 13, actual: "it has"),
    Mutation(wanted: "hangup: true", written: "transfer: staff", line: 13, actual: "no transfer"),
    Mutation(
      wanted: "hears: That is number 1", written: "hears: {equals: That is number 1}", line: 12, actual: "heard"),
    Mutation(wanted: "hears: That is number 1", written: "hears: {not: That is number 1}", line: 12, actual: "heard"),
    Mutation(
      wanted: "hears: That is number 1", written: "hears: {any: [number 2, {contains: Number}]}", line: 12,
      actual: "heard"),
    Mutation(
      wanted: "hears: That is number 1", written: "hears: {matches: \"number [2-9]\"}", line: 12, actual: "heard"),
  ])
  func aWrongTestFails(_ mutation: Mutation) async throws {
    #expect(order.contains(mutation.wanted))
    let result = try await Bench.run(order.replacing(mutation.wanted, with: mutation.written, maxReplacements: 1))
    #expect(result.status == .failed)
    #expect(result.failures.count == 1, "\(result.failures)")
    let failure = try #require(result.failures.first)
    #expect(failure.place.file == "scenarios/shop/tests/it.yaml")
    #expect(failure.place.line == mutation.line)
    #expect(failure.actual.contains(mutation.actual), "\(failure)")
    #expect(!result.transcript.isEmpty)
  }

  @Test func whatIsSaidAfterTheEndFails() async throws {
    let result = try await Bench.run("turns:\n  - says: operator\n    expect: {transfer: staff}\n  - says: hello?")
    #expect(result.failures.map(\.actual) == ["the call is over: transferred to staff"])
    #expect(result.failures.first?.place.line == 9)
  }

  @Test func nothingAfterTheFirstWrongTurnIsHeld() async throws {
    let result = try await Bench.run(
      order.replacing("Welcome to Acme", with: "Goodbye").replacing("number 1", with: "number 7"))
    #expect(result.failures.count == 1)
    #expect(result.transcript.count == 1)
  }
}
