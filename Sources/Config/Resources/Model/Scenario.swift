package import JSON

/// What a bot is for: persona, intents, slots, steps and tools. The same scenario runs on any brain.
package struct Scenario: Sendable, Hashable {
  package struct Intent: Sendable, Hashable {
    package var name: String
    /// Example sentences; `{slot}` stands for any value of that slot.
    package var examples: [String]
    package init(name: String, examples: [String]) {
      self.name = name
      self.examples = examples
    }
  }

  package enum SlotType: Sendable, Hashable {
    /// Canonical values and, for each, other words callers use for it.
    case enumeration([EnumerationValue])
    case integer(minimum: Int?, maximum: Int?)
    case number(minimum: Double?, maximum: Double?)
    case phone
    /// Digits such as an account or booking number; the count it must have, where there is one.
    case digits(count: Int?)
    /// A day, from speech such as "the fourteenth of march"; value is ISO 8601 `YYYY-MM-DD`.
    case date
    case time
    case boolean
    case name
    /// Whatever the caller says.
    case text
  }

  package struct EnumerationValue: Sendable, Hashable {
    package var value: String
    package var synonyms: [String]
    package init(value: String, synonyms: [String] = []) {
      self.value = value
      self.synonyms = synonyms
    }
  }

  package struct Slot: Sendable, Hashable {
    package var name: String
    package var type: SlotType
    /// Question that asks for it; nil for one that is only picked up, or has a default.
    package var ask: String?
    package var defaultValue: JSONValue?
    /// Enumerations only: keeps every value heard, in the order heard, as one string joined by ` and `.
    package var many = false
    package init(
      name: String, type: SlotType, ask: String? = nil, defaultValue: JSONValue? = nil, many: Bool = false
    ) {
      self.name = name
      self.type = type
      self.ask = ask
      self.defaultValue = defaultValue
      self.many = many
    }
  }

  /// A step does, in this order: say, listen for intents (`on`), collect, confirm, call, answer, transfer, hang up, go on.
  package struct Step: Sendable, Hashable {
    package var name: String
    /// Intent → step.
    package var on: [String: String] = [:]
    /// Said when nothing in `on` was heard.
    package var otherwise: String?
    package var collect: [String] = []
    /// Read-back before going on; a no lets the caller correct slots.
    package var confirm: String?
    /// Step after the slots are collected and confirmed.
    package var then: String?
    /// Tool to call.
    package var call: String?
    package var with: JSONObject = JSONObject()
    /// Said on entering the step; where the step calls a tool, after the tool's result, as `{{result.field}}`.
    package var say: String?
    package var next: String?
    /// Step after a call that failed or whose result is empty.
    package var onError: String?
    package var transfer: String?
    package var hangup = false
    /// A KnowledgeBase that answers what the caller asked.
    package var answer: String?
    /// Outcome fields this step sets.
    package var outcome: JSONObject = JSONObject()
    package init(name: String) { self.name = name }
  }

  package enum Effect: String, Sendable, Hashable, CaseIterable { case read, write, irreversible }

  package enum Runner: Sendable, Hashable {
    /// `statement` runs first (its named parameters are the arguments), then `returns`, whose first row is the
    /// result (or all rows under `rows` where `many`). A statement that changes no row, or a `returns` without a
    /// row, gives an empty result.
    case sql(database: String, statement: String?, returns: String?, many: Bool)
    case http(method: String, url: String, headers: [String: String], body: JSONValue?)
    /// The arguments are given to the program as JSON; what it prints as JSON is the result.
    case exec(command: [String], environment: [String: String])
    /// A tool of a server of the Model Context Protocol.
    case mcp(server: String, tool: String, secret: SecretReference?)
    /// An event of the scenario's own; without a payload it holds the arguments.
    case event(type: String, payload: JSONObject?)
    case builtin(Builtin)
  }

  package enum Builtin: String, Sendable, Hashable, CaseIterable {
    case sendDigits, currentTime, callerNumber, setLanguage
  }

  package struct Tool: Sendable, Hashable {
    package var name: String
    package var description: String
    package var effect: Effect
    /// JSON Schema of the arguments.
    package var parameters: JSONValue
    package var run: Runner
    package var timeout: Duration = .seconds(3)
    package init(name: String, description: String, effect: Effect, parameters: JSONValue, run: Runner) {
      self.name = name
      self.description = description
      self.effect = effect
      self.parameters = parameters
      self.run = run
    }
  }

  /// A SQLite database the scenario's tools use, made when it is missing.
  package struct Database: Sendable, Hashable {
    package var name: String
    /// Statements that create tables and rows where they are missing; must be safe to run again.
    package var schema: String
    package init(name: String, schema: String) {
      self.name = name
      self.schema = schema
    }
  }

  package struct Guardrails: Sendable, Hashable {
    package var never: [String] = []
    package var maxTurns = 40
    package var offTopic: String?
    package init() {}
  }

  package var metadata: Metadata
  package var persona = ""
  package var intents: [Intent] = []
  package var slots: [Slot] = []
  package var steps: [Step] = []
  package var tools: [Tool] = []
  package var databases: [Database] = []
  package var guardrails = Guardrails()
  /// JSON Schema of what the call is to produce.
  package var outcome: JSONValue?
  package init(metadata: Metadata) { self.metadata = metadata }
}
