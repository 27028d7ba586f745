package import Diagnostics
package import JSON

/// A conversation and what must hold in it (`kind: Test`). Carried out turn by turn, without audio or with it.
package struct TestCase: Sendable, Hashable {
  package enum Brain: String, Sendable, Hashable, CaseIterable {
    /// The deterministic brain.
    case flow
    /// A language model that answers what `model` says, over HTTP.
    case scripted
  }

  /// What a text must be like.
  package indirect enum Matcher: Sendable, Hashable {
    /// Has these words in this order, whatever the case and punctuation.
    case words(String)
    /// Has exactly this somewhere.
    case contains(String)
    /// Is these words and no others, whatever the case and punctuation.
    case equals(String)
    /// A regular expression (ECMA 262) finds something in it.
    case matches(String)
    case any([Matcher])
    case not(Matcher)
  }

  /// What a tool gives instead of being run.
  package struct ToolReply: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
      case returns(JSONValue)
      case fails(String)
    }
    package var outcome: Outcome
    /// Virtual time it takes; the tool's timeout holds.
    package var after: Duration
    package init(_ outcome: Outcome, after: Duration = .zero) {
      self.outcome = outcome
      self.after = after
    }
  }

  package struct Given: Sendable, Hashable {
    /// `YYYY-MM-DD`; the same day for every test that does not say.
    package var today = TestCase.defaultDay
    /// Instead of the bot's own of the same name.
    package var variables: [String: String] = [:]
    /// By tool: what its calls give, in order.
    package var tools: [String: [ToolReply]] = [:]
    package init() {}
  }

  /// One answer of the scripted language model.
  package struct ModelReply: Sendable, Hashable {
    package struct Call: Sendable, Hashable {
      package var tool: String
      package var arguments: JSONObject
      package init(tool: String, arguments: JSONObject = JSONObject()) {
        self.tool = tool
        self.arguments = arguments
      }
    }
    package var text = ""
    package var calls: [Call] = []
    /// The HTTP status it answers with instead.
    package var fails: Int?
    /// Virtual time until it answers.
    package var after = Duration.zero
    package var place: Diagnostic.Place
    package init(text: String = "", calls: [Call] = [], place: Diagnostic.Place) {
      self.text = text
      self.calls = calls
      self.place = place
    }
  }

  package enum Action: Sendable, Hashable {
    case says(String)
    /// Keys pressed, one after another.
    case presses(String)
    case silence(Duration)
    /// Speaks while the bot does; that has a meaning with audio only.
    case interrupts(after: Duration, says: String)
  }

  package enum Expectation: Sendable, Hashable {
    case hears(Matcher)
    case intent(String)
    /// The value the slot has by now; null where it has none.
    case slot(String, JSONValue)
    /// Called since the caller's last turn, with at least these arguments.
    case tool(String, with: JSONObject)
    /// No tool, or not that one, was called since the caller's last turn.
    case noTool(String?)
    case step(String)
    case transfer(String)
    case hangup(Bool)
    /// A field of the outcome has this value, or at least these members.
    case outcome(String, JSONValue)
    /// Audio: how soon the bot is silent.
    case silentWithin(Duration)
  }

  package struct Check: Sendable, Hashable {
    package var expectation: Expectation
    package var place: Diagnostic.Place
    package init(_ expectation: Expectation, place: Diagnostic.Place) {
      self.expectation = expectation
      self.place = place
    }
  }

  /// What the caller does, then what must hold.
  package struct Turn: Sendable, Hashable {
    package var action: Action?
    /// How often the caller does it.
    package var times = 1
    package var checks: [Check] = []
    package var place: Diagnostic.Place
    package init(action: Action? = nil, checks: [Check] = [], place: Diagnostic.Place) {
      self.action = action
      self.checks = checks
      self.place = place
    }
  }

  /// A bound on timing or a state of the line, which holds or is set up with audio only.
  package struct AudioSetting: Sendable, Hashable {
    /// As it is written, such as `deadAir < 1500ms`.
    package var text: String
    package var place: Diagnostic.Place
    package init(text: String, place: Diagnostic.Place) {
      self.text = text
      self.place = place
    }
  }

  /// A Monday.
  package static let defaultDay = "2026-01-05"

  package var metadata: Metadata
  /// Where the test's name stands.
  package var place: Diagnostic.Place
  /// The scenario whose folder holds it.
  package var scenario: String
  package var bot: String
  package var brain = Brain.flow
  package var given = Given()
  package var model: [ModelReply] = []
  package var turns: [Turn] = []
  package var always: [AudioSetting] = []
  package var conditions: [AudioSetting] = []

  package init(metadata: Metadata, place: Diagnostic.Place, scenario: String, bot: String) {
    self.metadata = metadata
    self.place = place
    self.scenario = scenario
    self.bot = bot
  }

  /// The scenario and the name: unique in a repository.
  package var id: String { "\(scenario)/\(metadata.name)" }
}
