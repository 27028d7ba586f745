import AdminClient
import Events
import JSON

/// Finds the call that was placed from `user` on a runtime's event stream and shows its events.
struct CallFollower: Sendable {
  let client: AdminClient
  let user: String
  let view: EventView

  func run() async {
    let call = FoundCall()
    try? await EventClient(client).read(EventQuery(follow: true)) { line in
      guard let event = try? JSONParser.parse(Array(line)) else { return }
      if event["type"] == "call.started", event["from"]?.stringValue?.contains(user) == true { call.id = event["call"] }
      if let id = call.id, event["call"] == id { view.publish(event) }
    }
  }

  /// Waits for the end of the call to be shown, for as long as the follower has the stream.
  static func settle(_ following: Task<Void, Never>, view: EventView, _ showing: Task<Void, Never>) async {
    let patience = Task {
      try? await Task.sleep(for: .seconds(2))
      view.finish()
    }
    await showing.value
    patience.cancel()
  }

  private final class FoundCall {
    var id: JSONValue?
  }
}
