package import Diagnostics
package import JSON
package import Resources

/// One value that differs between two revisions of a resource.
package struct FieldChange: Sendable, Hashable {
  /// From the document's root: `spec.turns.endpointing.minDelay`, `metadata.labels.team`.
  package var path: String
  /// The effective value before; nil where there was none.
  package var old: JSONValue?
  package var new: JSONValue?
  /// Where the new value is written, or where its nearest ancestor is; nil where it is only gone.
  package var place: Diagnostic.Place?
  /// What may stop working for callers, for the people behind a transfer, or for consumers of results.
  package var breaks: String?

  package init(
    path: String, old: JSONValue?, new: JSONValue?, place: Diagnostic.Place? = nil, breaks: String? = nil
  ) {
    self.path = path
    self.old = old
    self.new = new
    self.place = place
    self.breaks = breaks
  }
}

/// What happens to one resource.
package struct Change: Sendable, Hashable {
  package enum Action: String, Sendable, Hashable, CaseIterable {
    case add, remove, update, rename
  }
  package var action: Action
  package var name: ResourceName
  /// The name before, of a renamed resource.
  package var oldName: ResourceName?
  /// In the order of their paths; of an added or a removed resource, none.
  package var fields: [FieldChange]
  /// Where the resource is declared: in the new revision, or the old one where it is removed.
  package var place: Diagnostic.Place
  /// The same of a whole resource.
  package var breaks: String?

  package init(
    action: Action, name: ResourceName, oldName: ResourceName? = nil, fields: [FieldChange] = [],
    place: Diagnostic.Place, breaks: String? = nil
  ) {
    self.action = action
    self.name = name
    self.oldName = oldName
    self.fields = fields
    self.place = place
    self.breaks = breaks
  }

  package var isBreaking: Bool { breaks != nil || fields.contains { $0.breaks != nil } }
}
