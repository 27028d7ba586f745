import Glibc

/// The clock that every media timestamp is of.
package enum MediaClock {
  /// CLOCK_MONOTONIC in nanoseconds.
  @Sendable package static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
