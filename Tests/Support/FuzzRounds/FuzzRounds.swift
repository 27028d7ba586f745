import Glibc

/// The rounds of a fuzz test: `0..<count`, or where `VOICEBOT_FUZZ_SECONDS` is set, `0`, `1`, … until that many seconds
/// are over since the first, however many there are; one round at least.
///
/// The cases stay those of the test's seed, in its order: a longer run meets all that a shorter one met. A value that is
/// not a number of seconds above zero ends the process, so that no run is taken for longer than it was.
package struct FuzzRounds: Sequence {
  package static let variable = "VOICEBOT_FUZZ_SECONDS"

  private let count: Int
  private let limit: Duration?

  /// - Parameter count: rounds of a run without a time, above zero.
  package init(_ count: Int) {
    self.init(count, seconds: getenv(Self.variable).map { String(cString: $0) })
  }

  /// The same with the variable's value given; nil or empty is unset.
  package init(_ count: Int, seconds: String?) {
    precondition(count > 0)
    self.count = count
    guard let seconds, !seconds.isEmpty else {
      limit = nil
      return
    }
    guard let number = Double(seconds), number > 0, number < 1e9 else {
      fatalError("\(Self.variable) is `\(seconds)`, not a number of seconds")
    }
    limit = .seconds(number)
  }

  package func makeIterator() -> Iterator {
    Iterator(count: count, end: limit.map { ContinuousClock.now + $0 })
  }

  package struct Iterator: IteratorProtocol {
    fileprivate let count: Int
    fileprivate let end: ContinuousClock.Instant?
    private var round = 0

    fileprivate init(count: Int, end: ContinuousClock.Instant?) {
      self.count = count
      self.end = end
    }

    package mutating func next() -> Int? {
      let isOver = if let end { round > 0 && ContinuousClock.now >= end } else { round == count }
      guard !isOver else { return nil }
      defer { round += 1 }
      return round
    }
  }
}
