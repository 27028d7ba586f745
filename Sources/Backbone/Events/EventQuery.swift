/// What a reader of the event stream asks for, as a URL's query says it:
/// `from=17&follow=true&call=…&bot=…&tenant=…&type=turn,tool.*`.
///
/// Limits: 4,096 bytes, 32 parameters. A name that is not known is an error: a filter that is silently ignored would
/// show what was not asked for.
package struct EventQuery: Sendable, Hashable {
  package static let maximumBytes = 4096
  package static let maximumParameters = 32

  /// The first offset wanted; nil is the beginning, or where `follow` is set the next event to happen.
  package var from: Int64?
  /// Stay and receive what happens after the last stored event.
  package var follow: Bool
  package var filter: EventFilter

  package init(from: Int64? = nil, follow: Bool = false, filter: EventFilter = .all) {
    self.from = from
    self.follow = follow
    self.filter = filter
  }

  /// Parses the part of a URL after `?` (may be empty).
  package static func parse(_ text: String) throws(EventQueryError) -> EventQuery {
    guard text.utf8.count <= maximumBytes else { throw .tooLong }
    var query = EventQuery()
    let parameters = text.utf8.split(separator: UInt8(ascii: "&"))
    guard parameters.count <= maximumParameters else { throw .tooLong }
    for parameter in parameters {
      let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = try PercentCoding.decode(parts[0])
      let value = parts.count > 1 ? try PercentCoding.decode(parts[1]) : ""
      try query.set(name, value)
    }
    return query
  }

  private mutating func set(_ name: String, _ value: String) throws(EventQueryError) {
    switch name {
    case "from":
      guard let offset = Int64(value), offset >= 0 else { throw .badValue(name: name, value: value) }
      from = offset
    case "follow":
      switch value {
      case "", "true", "1": follow = true
      case "false", "0": follow = false
      default: throw .badValue(name: name, value: value)
      }
    case "call": filter.call = value
    case "tenant": filter.tenant = value
    case "bot": filter.bot = value
    case "type":
      for word in value.utf8.split(separator: UInt8(ascii: ",")) {
        filter.types = (filter.types ?? []).union(try Self.types(String(Substring(word))))
      }
      if filter.types == nil { throw .badValue(name: name, value: value) }
    default: throw .unknownParameter(name)
    }
  }

  /// The types that a word means: itself, or with a final `*` all that begin so.
  package static func types(_ word: String) throws(EventQueryError) -> Set<EventType> {
    if word.hasSuffix("*") {
      let prefix = word.dropLast()
      let types = EventType.allCases.filter { $0.rawValue.hasPrefix(prefix) }
      guard !types.isEmpty else { throw .unknownType(word) }
      return Set(types)
    }
    guard let type = EventType(rawValue: word) else { throw .unknownType(word) }
    return [type]
  }

  /// The query as text that `parse` reads back to an equal value.
  package var text: String {
    var parameters: [String] = []
    if let from { parameters.append("from=\(from)") }
    if follow { parameters.append("follow=true") }
    if let call = filter.call { parameters.append("call=" + PercentCoding.encode(call)) }
    if let tenant = filter.tenant { parameters.append("tenant=" + PercentCoding.encode(tenant)) }
    if let bot = filter.bot { parameters.append("bot=" + PercentCoding.encode(bot)) }
    if let types = filter.types {
      parameters.append("type=" + types.map(\.rawValue).sorted().joined(separator: ","))
    }
    return parameters.joined(separator: "&")
  }
}

/// Why a query is not understood.
package enum EventQueryError: Error, Sendable, Hashable, CustomStringConvertible {
  case tooLong
  case badEncoding
  case unknownParameter(String)
  case unknownType(String)
  case badValue(name: String, value: String)

  package var description: String {
    switch self {
    case .tooLong:
      "the query is longer than \(EventQuery.maximumBytes) bytes or \(EventQuery.maximumParameters) parameters"
    case .badEncoding: "the query is not percent-encoded UTF-8"
    case .unknownParameter(let name):
      "unknown parameter `\(name)`; known are from, follow, call, tenant, bot and type"
    case .unknownType(let name): "unknown event type `\(name)`"
    case .badValue(let name, let value): "`\(value)` is not a value of `\(name)`"
    }
  }
}
