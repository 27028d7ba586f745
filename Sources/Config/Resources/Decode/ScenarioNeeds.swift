package import Diagnostics

/// What bots must have to use a scenario.
package struct ScenarioNeeds: Sendable {
  package struct Need: Sendable {
    package var name: String
    package var place: Diagnostic.Place
    package init(name: String, place: Diagnostic.Place) {
      self.name = name
      self.place = place
    }
  }
  /// Variables that no slot of the scenario gives, each at its first place.
  package var variables: [Need] = []
  /// Transfer targets that steps name.
  package var transfers: [Need] = []
  /// Knowledge bases that steps answer from.
  package var knowledge: [Need] = []

  package init() {}
}
