import Models
import Testing

struct PlaceTests {
  @Test(arguments: [
    (["VOICEBOT_MODELS": "/m", "HOME": "/h"], "/m"), (["XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/voicebot/models"),
    (["XDG_DATA_HOME": "", "HOME": "/h"], "/h/.local/share/voicebot/models"),
  ])
  func liesWhereTheUserSays(environment: [String: String], root: String) {
    #expect(ModelStore.defaultRoot(environment: environment) == root)
  }
}
