/// A menu of keys: a front door with numbers of its own, or what is left when every brain is down.
package struct Ivr: Sendable, Hashable {
  package struct Prompts: Sendable, Hashable {
    package var welcome: String?
    package var menu: String
    package var invalid = "I did not get that."
    package var timeout: String?
    package var goodbye: String?
    package init(menu: String) { self.menu = menu }
  }
  package enum Action: Sendable, Hashable {
    /// A bot of the tenant.
    case bot(String)
    /// Another menu of the tenant.
    case ivr(String)
    /// One of the menu's own transfer targets.
    case transfer(String)
    case `repeat`
    case hangup
  }
  package struct Target: Sendable, Hashable {
    package var say: String?
    package var action: Action
    package init(say: String? = nil, action: Action) {
      self.say = say
      self.action = action
    }
  }
  package var metadata: Metadata
  package var numbers: [String] = []
  package var language = "en-US"
  package var voice = Bot.Voice()
  package var variables: [String: String] = [:]
  package var prompts: Prompts
  /// By the keys that lead there.
  package var keys: [String: Target] = [:]
  package var firstKey: Duration = .seconds(5)
  package var betweenKeys: Duration = .seconds(2)
  package var retries = 2
  package var onFailure = Target(action: .hangup)
  package var transfer: [String: TransferTarget] = [:]
  package init(metadata: Metadata, prompts: Prompts) {
    self.metadata = metadata
    self.prompts = prompts
  }
}
