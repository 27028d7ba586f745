package import Diagnostics
package import Resources

/// One thing that did not hold.
package struct TestFailure: Sendable, Hashable {
  package var place: Diagnostic.Place
  /// In a few words, such as `slot size is large`.
  package var expected: String
  package var actual: String
  package init(place: Diagnostic.Place, expected: String, actual: String) {
    self.place = place
    self.expected = expected
    self.actual = actual
  }
}

/// Something a test asks for that this level does not carry out.
package struct TestOmission: Sendable, Hashable {
  package var place: Diagnostic.Place
  package var text: String
  package var reason: String
  package init(place: Diagnostic.Place, text: String, reason: String = "needs audio") {
    self.place = place
    self.text = text
    self.reason = reason
  }
}

/// One line of a conversation.
package struct TranscriptLine: Sendable, Hashable {
  package enum Speaker: String, Sendable, Hashable { case bot, caller, keys, silence, note }
  /// Of the call's virtual time.
  package var at: Duration
  package var speaker: Speaker
  package var text: String
  package init(at: Duration, speaker: Speaker, text: String) {
    self.at = at
    self.speaker = speaker
    self.text = text
  }
}

/// What came of one test.
package struct TestResult: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable, CaseIterable { case passed, failed, skipped }

  /// `scenario/name`.
  package var id: String
  package var name: String
  package var scenario: String
  package var bot: String
  package var labels: [String: String]
  package var place: Diagnostic.Place
  package var status = Status.passed
  /// Expectations that were held against the conversation.
  package var checks = 0
  package var failures: [TestFailure] = []
  package var omissions: [TestOmission] = []
  package var transcript: [TranscriptLine] = []
  /// Virtual time of the call.
  package var duration = Duration.zero
  /// Of `runs` repetitions.
  package var passes = 0
  package var runs = 0

  package init(_ test: TestCase) {
    id = test.id
    name = test.metadata.name
    scenario = test.scenario
    bot = test.bot
    labels = test.metadata.labels
    place = test.place
  }
}

/// What came of a set of tests, in the order of their files and lines.
package struct TestRun: Sendable, Hashable {
  package var results: [TestResult]
  /// By scenario: how often each of its points was reached, by tests on the flow brain.
  package var coverage: [String: [ScenarioPoint: Int]]

  package init(results: [TestResult] = [], coverage: [String: [ScenarioPoint: Int]] = [:]) {
    self.results = results
    self.coverage = coverage
  }

  package func count(_ status: TestResult.Status) -> Int { results.count { $0.status == status } }
  /// Parts of tests that were left out, over all tests.
  package var omissions: Int { results.reduce(0) { $0 + $1.omissions.count } }
  package var hasPassed: Bool { count(.failed) == 0 }
}
