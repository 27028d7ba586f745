/// A measure of a bot's calls held against a bound, such as `errorRate > 2%` or `latency.p95 > 1500ms`.
package struct Condition: Sendable, Hashable {
  package enum Metric: String, Sendable, Hashable, CaseIterable {
    /// Share of calls with an error of the runtime or a provider.
    case errorRate
    /// Share of calls that the caller ended before the conversation reached an outcome.
    case abandonRate
    /// Share of calls transferred to a person.
    case transferRate
    /// From the end of the caller's turn to the bot's first sound.
    case latencyMiddle = "latency.p50"
    case latencyP95 = "latency.p95"
    case latencyP99 = "latency.p99"

    /// Whether it is a share of the calls; else it is a duration.
    package var isShare: Bool {
      switch self {
      case .errorRate, .abandonRate, .transferRate: true
      case .latencyMiddle, .latencyP95, .latencyP99: false
      }
    }
  }

  package var metric: Metric
  package var bound: Bound
  package init(metric: Metric, bound: Bound) {
    self.metric = metric
    self.bound = bound
  }

  /// A metric and its bound, with or without spaces; nil where the text is none, or the unit is not the metric's.
  package init?(text: String) {
    guard let end = text.firstIndex(where: { "<>=".contains($0) }) else { return nil }
    let name = text[..<end].trimmed
    guard let metric = Metric(rawValue: String(name)), let bound = Bound(text: String(text[end...])) else {
      return nil
    }
    switch bound.limit {
    case .percent where metric.isShare, .duration where !metric.isShare: break
    default: return nil
    }
    self.init(metric: metric, bound: bound)
  }
}

/// A limit on a measured value, such as `< 1500ms`, `>= 2%` or `<= 3`.
package struct Bound: Sendable, Hashable {
  package enum Comparison: String, Sendable, Hashable, CaseIterable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
  }
  package enum Limit: Sendable, Hashable {
    case duration(Duration)
    case percent(Double)
    case count(Double)
  }

  package var comparison: Comparison
  package var limit: Limit
  package init(comparison: Comparison, limit: Limit) {
    self.comparison = comparison
    self.limit = limit
  }

  /// Nil where the text is no bound.
  package init?(text: String) {
    guard text.utf8.count <= 64, let comparison = Comparison.allCases.first(where: { text.hasPrefix($0.rawValue) })
    else {
      return nil
    }
    let value = text.dropFirst(comparison.rawValue.count).trimmed
    if let duration = DurationText.parse(String(value)) {
      self.init(comparison: comparison, limit: .duration(duration))
    } else if let percent = PercentText.parse(String(value)) {
      self.init(comparison: comparison, limit: .percent(percent))
    } else if let count = DecimalText.parse(value) {
      self.init(comparison: comparison, limit: .count(count))
    } else {
      return nil
    }
  }

  package func accepts(_ value: Duration) -> Bool {
    if case .duration(let limit) = limit { holds(value, limit) } else { false }
  }

  /// A count, or a share in per cent.
  package func accepts(_ value: Double) -> Bool {
    switch limit {
    case .duration: false
    case .percent(let limit), .count(let limit): holds(value, limit)
    }
  }

  private func holds<Value: Comparable>(_ value: Value, _ limit: Value) -> Bool {
    switch comparison {
    case .less: value < limit
    case .lessOrEqual: value <= limit
    case .greater: value > limit
    case .greaterOrEqual: value >= limit
    }
  }
}

extension Substring {
  /// Without spaces at its ends.
  var trimmed: Substring {
    var rest = drop { $0 == " " }
    while rest.last == " " { rest = rest.dropLast() }
    return rest
  }
}
